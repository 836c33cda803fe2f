package io.coldtrace.rules;

import io.coldtrace.facts.Fact;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The heads of the built-in rules as the build has read and checked them: to judge, no process has
 * to read YAML, nor a tree that it does not need.
 */
final class RuleIndex {
  static final String FILE = "rule-heads.bin";

  private RuleIndex() {}

  /**
   * The heads; none if the build made no index.
   *
   * @param whole the rule of a folder, read when it fires
   */
  static List<CatalogRule> read(Function<String, Rule> whole) {
    try (InputStream raw = RuleIndex.class.getResourceAsStream(CatalogFiles.BUILT_IN + FILE)) {
      if (raw == null) {
        return List.of();
      }
      DataInputStream in = new DataInputStream(new BufferedInputStream(raw));
      List<CatalogRule> rules = new ArrayList<>();
      for (int left = in.readInt(); left > 0; left--) {
        RuleHead head = head(in);
        rules.add(new CatalogRule(head, () -> whole.apply(head.summary().path())));
      }
      return rules;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The file that holds these heads. */
  static byte[] write(List<RuleHead> heads) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeInt(heads.size());
    for (RuleHead head : heads) {
      write(head, out);
    }
    return bytes.toByteArray();
  }

  private static RuleHead head(DataInputStream in) throws IOException {
    String path = in.readUTF();
    Map<Language, String> titles = new EnumMap<>(Language.class);
    for (Language language : Language.values()) {
      titles.put(language, in.readUTF());
    }
    Severity severity = Severity.valueOf(in.readUTF());
    Maturity maturity = Maturity.valueOf(in.readUTF());
    String category = in.readUTF();
    String range = in.readUTF();
    Optional<Class<? extends Fact>> type = Optional.ofNullable(FactNames.TYPES.get(range));
    String variable = in.readUTF();
    List<String> needs = texts(in);
    List<String> sources = texts(in);
    String id = path.substring(path.lastIndexOf('/') + 1);
    String file = path + "/" + CatalogFiles.RULE;
    boolean ofCluster = Need.ofCluster(type);
    Locals locals = RuleHead.locals(type, variable);
    Optional<Expression> where =
        in.readBoolean() ? Optional.of(condition(file, locals, in)) : Optional.empty();
    Optional<Lookup> lookup =
        in.readBoolean() ? Optional.of(new Lookup(in.readUTF(), texts(in))) : Optional.empty();
    return new RuleHead(
        new RuleSummary(id, path, titles, severity, maturity, category, type, needs, sources),
        variable,
        needs.stream().map(text -> Need.parse(text, ofCluster, Place.line(file, 1))).toList(),
        where,
        condition(file, locals, in),
        lookup);
  }

  private static void write(RuleHead head, DataOutputStream out) throws IOException {
    RuleSummary summary = head.summary();
    out.writeUTF(summary.path());
    for (Language language : Language.values()) {
      out.writeUTF(summary.titles().get(language));
    }
    out.writeUTF(summary.severity().name());
    out.writeUTF(summary.maturity().name());
    out.writeUTF(summary.category());
    out.writeUTF(summary.range().map(Class::getSimpleName).orElse(""));
    out.writeUTF(head.variable());
    write(summary.needs(), out);
    write(summary.sources(), out);
    out.writeBoolean(head.where().isPresent());
    if (head.where().isPresent()) {
      write(head.where().get(), out);
    }
    out.writeBoolean(head.lookup().isPresent());
    if (head.lookup().isPresent()) {
      out.writeUTF(head.lookup().get().component());
      write(head.lookup().get().values(), out);
    }
    write(head.when(), out);
  }

  private static Expression condition(String file, Locals locals, DataInputStream in)
      throws IOException {
    Place place = Place.line(file, in.readInt());
    String code = in.readUTF();
    return Expression.checked(place, code, locals, in.readNBytes(in.readInt()));
  }

  private static void write(Expression condition, DataOutputStream out) throws IOException {
    byte[] tree = CheckedTrees.bytes(condition.checkedTree().orElseThrow());
    out.writeInt(condition.line());
    out.writeUTF(condition.code());
    out.writeInt(tree.length);
    out.write(tree);
  }

  private static List<String> texts(DataInputStream in) throws IOException {
    List<String> texts = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      texts.add(in.readUTF());
    }
    return List.copyOf(texts);
  }

  private static void write(List<String> texts, DataOutputStream out) throws IOException {
    out.writeInt(texts.size());
    for (String text : texts) {
      out.writeUTF(text);
    }
  }
}
