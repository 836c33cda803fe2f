package io.coldtrace.parsers.ipset;

import io.coldtrace.facts.netfilter.IpSet;
import io.coldtrace.facts.netfilter.IpSetEntry;
import io.coldtrace.parsers.CapturedText;
import io.coldtrace.parsers.Ignored;
import io.coldtrace.parsers.LineLedger;
import io.coldtrace.parsers.RecordParser;
import io.coldtrace.parsers.ipset.IpsetParser.AddLineContext;
import io.coldtrace.parsers.ipset.IpsetParser.CreateLineContext;
import io.coldtrace.parsers.ipset.IpsetParser.HeaderLineContext;
import io.coldtrace.parsers.ipset.IpsetParser.IgnoredCommandContext;
import io.coldtrace.parsers.ipset.IpsetParser.IgnoredFieldContext;
import io.coldtrace.parsers.ipset.IpsetParser.LineContext;
import io.coldtrace.parsers.ipset.IpsetParser.MembersLineContext;
import io.coldtrace.parsers.ipset.IpsetParser.NameLineContext;
import io.coldtrace.parsers.ipset.IpsetParser.OptionContext;
import io.coldtrace.parsers.ipset.IpsetParser.TypeLineContext;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.antlr.v4.runtime.CharStreams;

/** One file of ipset on its way through. */
final class IpsetListing {
  private final CapturedText text;
  private final LineLedger ledger;
  private final RecordParser<IpsetParser> parser =
      new RecordParser<>(new IpsetLexer(CharStreams.fromString("")), IpsetParser::new);
  private final Map<String, String> types = new HashMap<>();
  private String name = "";
  private String type = "";
  private List<String> header = List.of();
  private int nameLine;
  private boolean inMembers;

  IpsetListing(CapturedText text, LineLedger ledger) {
    this.text = text;
    this.ledger = ledger;
  }

  void read() {
    for (int line = 1; line <= text.lines().size(); line++) {
      String content = text.line(line).strip();
      if (content.isEmpty()) {
        ledger.ignored(line, Ignored.BLANK);
        endSet();
      } else if (content.startsWith("#")) {
        ledger.ignored(line, Ignored.COMMENT);
      } else if (content.startsWith("ipset v")) {
        ledger.ignored(line, Ignored.TOOL_MESSAGE);
      } else {
        readLine(line, content);
      }
    }
    endSet();
  }

  private void readLine(int line, String content) {
    if (inMembers && !content.startsWith("Name:")) {
      parser
          .parse(content, IpsetParser::singleMember)
          .ifPresent(m -> entry(line, name, m.element.getText(), texts(m.option())));
    } else {
      parser
          .parse(content, IpsetParser::singleLine)
          .ifPresent(tree -> readStructure(line, tree.line()));
    }
  }

  private void readStructure(int line, LineContext tree) {
    if (tree instanceof CreateLineContext create) {
      String created = create.type.getText();
      if (SetElement.isType(created)) {
        types.put(create.set.getText(), created);
        List<String> options = texts(create.option());
        ledger.fact(new IpSet(text.at(line), create.set.getText(), created, options, true));
      }
    } else if (tree instanceof AddLineContext add) {
      entry(line, add.set.getText(), add.element.getText(), texts(add.option()));
    } else if (tree instanceof IgnoredCommandContext) {
      ledger.ignored(line, Ignored.NOT_MODELLED);
    } else {
      readField(line, tree);
    }
  }

  /** A field of "list"; outside of a set there is none. */
  private void readField(int line, LineContext tree) {
    if (tree instanceof NameLineContext named) {
      endSet();
      name = named.set.getText();
      nameLine = line;
    } else if (nameLine > 0 && tree instanceof TypeLineContext typed) {
      type = typed.type.getText();
    } else if (nameLine > 0 && tree instanceof HeaderLineContext head) {
      header = texts(head.option());
      ledger.factLine(line);
    } else if (nameLine > 0 && tree instanceof IgnoredFieldContext) {
      ledger.ignored(line, Ignored.NOT_MODELLED);
    } else if (nameLine > 0 && tree instanceof MembersLineContext) {
      ledger.ignored(line, Ignored.STRUCTURE);
      set(true);
      inMembers = true;
    }
  }

  private void endSet() {
    if (nameLine > 0 && !inMembers) {
      set(false);
    }
    inMembers = false;
    nameLine = 0;
    name = "";
    type = "";
    header = List.of();
  }

  private void set(boolean complete) {
    types.put(name, type);
    ledger.fact(new IpSet(text.at(nameLine), name, type, header, complete));
    for (int line = nameLine + 1; line <= text.lines().size(); line++) {
      if (text.line(line).strip().startsWith("Type:")) {
        ledger.factLine(line);
        return;
      }
    }
  }

  private void entry(int line, String set, String element, List<String> options) {
    String setType = types.getOrDefault(set, "");
    if (SetElement.fits(element, setType) && SetElement.areOptions(options)) {
      ledger.fact(new IpSetEntry(text.at(line), set, element, options));
    }
  }

  private static List<String> texts(List<OptionContext> options) {
    return options.stream().map(option -> option.getText().replace("\"", "")).toList();
  }
}
