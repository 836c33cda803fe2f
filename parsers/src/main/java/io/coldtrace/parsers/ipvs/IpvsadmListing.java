package io.coldtrace.parsers.ipvs;

import io.coldtrace.facts.netfilter.IpvsDestination;
import io.coldtrace.facts.netfilter.IpvsService;
import io.coldtrace.parsers.CapturedText;
import io.coldtrace.parsers.Ignored;
import io.coldtrace.parsers.LineLedger;
import io.coldtrace.parsers.RecordParser;
import io.coldtrace.parsers.ipvs.IpvsadmParser.ColumnContext;
import io.coldtrace.parsers.ipvs.IpvsadmParser.CommandLineContext;
import io.coldtrace.parsers.ipvs.IpvsadmParser.ConnectionLineContext;
import io.coldtrace.parsers.ipvs.IpvsadmParser.LineContext;
import io.coldtrace.parsers.ipvs.IpvsadmParser.LocalHeadContext;
import io.coldtrace.parsers.ipvs.IpvsadmParser.OtherHeadContext;
import io.coldtrace.parsers.ipvs.IpvsadmParser.RemoteHeadContext;
import io.coldtrace.parsers.ipvs.IpvsadmParser.ServerLineContext;
import io.coldtrace.parsers.ipvs.IpvsadmParser.ServiceLineContext;
import io.coldtrace.parsers.ipvs.IpvsadmParser.TitleLineContext;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.antlr.v4.runtime.CharStreams;

/** One file of ipvsadm on its way through: its heads tell what the numbers mean. */
final class IpvsadmListing {
  private static final List<String> USUAL = List.of("Forward", "Weight", "ActiveConn", "InActConn");

  /** First columns of {@code --stats} and {@code --rate}, which show no scheduler. */
  private static final Set<String> COUNTER_HEADS = Set.of("Conns", "CPS");

  private static final Set<String> FORWARDS = Set.of("Masq", "Local", "Tunnel", "Route");

  /** Without {@code --exact} large counters end in a letter. */
  private static final Pattern COUNTER = Pattern.compile("[0-9]{1,18}[KMGT]?");

  private final CapturedText text;
  private final LineLedger ledger;
  private final RecordParser<IpvsadmParser> parser =
      new RecordParser<>(new IpvsadmLexer(CharStreams.fromString("")), IpvsadmParser::new);
  private List<String> columns = USUAL;
  private boolean countersInServices;
  private Optional<IpvsService> service = Optional.empty();

  IpvsadmListing(CapturedText text, LineLedger ledger) {
    this.text = text;
    this.ledger = ledger;
  }

  void read() {
    for (int line = 1; line <= text.lines().size(); line++) {
      String content = text.line(line).strip();
      int number = line;
      if (content.isEmpty()) {
        ledger.ignored(line, Ignored.BLANK);
      } else if (content.startsWith("#")) {
        ledger.ignored(line, Ignored.COMMENT);
      } else {
        parser
            .parse(content, IpvsadmParser::singleLine)
            .ifPresent(tree -> readLine(number, tree.line()));
      }
    }
  }

  private void readLine(int line, LineContext tree) {
    if (tree instanceof TitleLineContext || tree instanceof OtherHeadContext) {
      ledger.ignored(line, Ignored.HEADING);
    } else if (tree instanceof LocalHeadContext head) {
      columns = texts(head.column());
      countersInServices = COUNTER_HEADS.contains(columns.isEmpty() ? "" : columns.get(0));
      ledger.ignored(line, Ignored.HEADING);
    } else if (tree instanceof RemoteHeadContext head) {
      columns = head.column().isEmpty() ? columns : texts(head.column());
      ledger.ignored(line, Ignored.HEADING);
    } else if (tree instanceof ConnectionLineContext connection) {
      readConnection(line, connection);
    } else if (tree instanceof ServiceLineContext virtual) {
      service(
          line, virtual.PROTOCOL().getText(), virtual.service.getText(), texts(virtual.column()));
    } else if (tree instanceof ServerLineContext real) {
      readServer(line, real.server.getText(), texts(real.column()));
    } else if (tree instanceof CommandLineContext command) {
      readCommand(line, command);
    }
  }

  /**
   * {@code TCP 01:54 TIME_WAIT 10.0.0.1:33000 10.96.0.1:443 10.0.0.5:6443} of {@code -Lc}; a
   * service's line may have as many words.
   */
  private void readConnection(int line, ConnectionLineContext connection) {
    if (connection.expires.getText().matches("[0-9]{2,}:[0-9]{2}")) {
      ledger.ignored(line, Ignored.NOT_MODELLED);
      return;
    }
    String content = text.line(line).strip();
    List<String> words = List.of(content.split("\\s+"));
    service(line, words.get(0), words.get(1), words.subList(2, words.size()));
  }

  private void service(int line, String protocol, String name, List<String> rest) {
    // The servers below a line that cannot be read are not those of the service above it.
    service = Optional.empty();
    boolean counters = !rest.isEmpty() && rest.stream().allMatch(w -> COUNTER.matcher(w).matches());
    if (countersInServices ? !counters : rest.isEmpty() || counters) {
      return;
    }
    List<String> shown = counters ? List.of() : rest;
    announce(
        line,
        protocol.toLowerCase(Locale.ROOT),
        name,
        shown.isEmpty() ? "" : shown.get(0),
        shown.isEmpty() ? List.of() : shown.subList(1, shown.size()));
  }

  private void announce(
      int line, String protocol, String name, String scheduler, List<String> flags) {
    Optional<Server> virtual = Server.parse(name);
    if (virtual.isPresent() == protocol.equals("fwm")) {
      return;
    }
    service =
        Optional.of(
            new IpvsService(
                text.at(line),
                protocol,
                name,
                virtual.flatMap(Server::address),
                virtual.map(Server::port).orElse(-1),
                scheduler,
                List.copyOf(flags)));
    ledger.fact(service.get());
  }

  private void readServer(int line, String name, List<String> values) {
    boolean usual = values.size() == USUAL.size() && FORWARDS.contains(values.get(0));
    List<String> names = usual ? USUAL : columns;
    boolean numbers =
        values.stream().skip(usual ? 1 : 0).allMatch(w -> COUNTER.matcher(w).matches());
    Optional<Server> server = Server.parse(name);
    if (service.isPresent() && server.isPresent() && numbers && names.size() == values.size()) {
      destination(
          line,
          service.get().protocol(),
          service.get().name(),
          server.get(),
          usual ? values.get(0) : "",
          (int) number(names, values, "Weight"),
          number(names, values, "ActiveConn"),
          number(names, values, "InActConn"));
    }
  }

  private static long number(List<String> names, List<String> values, String column) {
    int at = names.indexOf(column);
    String value = at < 0 ? "" : values.get(at);
    return value.matches("[0-9]{1,9}") ? Long.parseLong(value) : -1;
  }

  private void destination(
      int line,
      String protocol,
      String virtual,
      Server server,
      String forward,
      int weight,
      long active,
      long inactive) {
    ledger.fact(
        new IpvsDestination(
            text.at(line),
            protocol,
            virtual,
            server.name(),
            server.address(),
            server.port(),
            forward,
            weight,
            active,
            inactive));
  }

  private void readCommand(int line, CommandLineContext tree) {
    IpvsCommand command = IpvsCommand.of(tree);
    if (command.addsService()) {
      announce(line, command.protocol(), command.service(), command.scheduler(), command.flags());
    } else if (command.addsServer()) {
      Optional<Server> server = Server.parse(command.server());
      if (server.isPresent()) {
        destination(
            line,
            command.protocol(),
            command.service(),
            server.get(),
            command.forward(),
            command.weight(),
            -1,
            -1);
      }
    }
  }

  private static List<String> texts(List<ColumnContext> columns) {
    return columns.stream().map(ColumnContext::getText).toList();
  }
}
