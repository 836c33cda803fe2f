package io.coldtrace.rules;

import dev.cel.common.types.ListType;
import io.coldtrace.facts.Fact;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a rule's two files; what is wrong with them goes to the files' issues. */
final class RuleReader {
  private static final Pattern RANGE = Pattern.compile("(\\w+) as ([a-z]\\w*)");
  private static final Pattern ID = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");
  private static final Set<String> KEYS =
      keys(
          "id title severity maturity category for where when needs group nodes evidence explains"
              + " message why risk for_it against under remedy alternatives sources");
  private static final Set<String> TRANSLATED =
      keys("title message why risk for_it against remedy alternatives");

  private final String path;
  private final Bilingual files;
  private final YamlMap rule;
  private final List<Expression> expressions = new ArrayList<>();

  private Optional<Class<? extends Fact>> type = Optional.empty();
  private String variable = "";
  private boolean ranged;

  private RuleReader(String path, Bilingual files) {
    this.path = path;
    this.files = files;
    this.rule = files.english();
  }

  /** The rule, if it is one; with mistakes it is still as whole as it can be. */
  static Optional<Rule> read(String path, RuleFile english, Optional<RuleFile> chinese) {
    Bilingual files = new Bilingual(YamlMap.read(english), chinese.map(YamlMap::read));
    return new RuleReader(path, files).read();
  }

  private Optional<Rule> read() {
    files.allow(KEYS, TRANSLATED);
    if (!rule.has("nodes")) {
      rule.report("nodes", "key 'nodes' is missing: the culprits; [] is the cluster");
    }
    if (!rule.has("evidence")) {
      rule.report("evidence", "key 'evidence' is missing: the line that proves the cause");
    }
    Locals locals = range();
    Optional<Expression> when = rule.required("when").map(text -> whole(text, locals, Wanted.BOOL));
    return ranged ? when.map(condition -> rule(condition, locals)) : Optional.empty();
  }

  private Rule rule(Expression when, Locals locals) {
    StepReader steps = new StepReader(locals, expressions);
    Optional<Expression> where = rule.text("where").map(text -> whole(text, locals, Wanted.BOOL));
    return new Rule(
        new RuleHead(
            summary(),
            variable,
            needs(),
            where,
            when,
            where.flatMap(expression -> expression.lookup(variable))),
        expression(rule, "group", locals, Wanted.STRING),
        list("nodes", locals, Wanted.STRINGS),
        list("evidence", locals, Wanted.SOURCES),
        list("explains", locals, Wanted.STRINGS),
        texts(locals),
        rule.texts("under").stream().map(YamlText::text).toList(),
        steps.steps(files, "remedy"),
        steps.otherWays(files),
        // Read last: what stands above adds to them.
        List.copyOf(expressions));
  }

  private Locals range() {
    Optional<YamlText> text = rule.required("for");
    ranged = text.isPresent() && text.get().text().equals("cluster");
    if (text.isEmpty() || ranged) {
      return Locals.NONE;
    }
    Matcher matcher = RANGE.matcher(text.get().text());
    if (!matcher.matches()) {
      text.get().report("expected 'Type as variable' or 'cluster'");
      return Locals.NONE;
    }
    Class<? extends Fact> found = FactNames.TYPES.get(matcher.group(1));
    variable = matcher.group(2);
    if (found == null) {
      text.get().report("no such type of fact: " + matcher.group(1));
      return Locals.NONE;
    }
    if (FactNames.PLURALS.containsKey(variable)
        || variable.equals(Rule.MATCHES)
        || variable.equals(Rule.NODE)) {
      text.get().report("the name '" + variable + "' is taken");
      return Locals.NONE;
    }
    type = Optional.of(found);
    ranged = true;
    return RuleHead.locals(type, variable);
  }

  private RuleSummary summary() {
    String id = rule.required("id").map(YamlText::text).orElse("");
    if (rule.has("id") && !ID.matcher(id).matches()) {
      rule.report("id", "an id is words in small letters joined by '-'");
    } else if (rule.has("id") && !path.endsWith("/" + id)) {
      rule.report("id", "the id is not the folder's name: " + path);
    }
    Map<Language, String> titles = new EnumMap<>(Language.class);
    Words title = files.requiredWords("title", Locals.NONE);
    title.templates().forEach((language, text) -> titles.put(language, plain(text)));
    return new RuleSummary(
        id,
        path,
        Collections.unmodifiableMap(titles),
        word("severity", Severity.values(), Severity::text),
        word("maturity", Maturity.values(), Maturity::text),
        rule.required("category").map(YamlText::text).orElse(""),
        type,
        rule.texts("needs").stream().map(YamlText::text).toList(),
        rule.texts("sources").stream().map(YamlText::text).toList());
  }

  private String plain(Template title) {
    if (!title.holes().isEmpty()) {
      rule.report("title", "a title has no holes");
      return "";
    }
    return title.render(Scope.of(FactBase.of(List.of())));
  }

  private <T> T word(String key, T[] values, Function<T, String> name) {
    Optional<YamlText> text = rule.required(key);
    for (T value : values) {
      if (text.isPresent() && text.get().text().equals(name.apply(value))) {
        return value;
      }
    }
    Set<String> names = new LinkedHashSet<>();
    for (T value : values) {
      names.add(name.apply(value));
    }
    text.ifPresent(t -> t.report("expected one of " + String.join(", ", names)));
    return values[values.length - 1];
  }

  private List<Need> needs() {
    boolean ofCluster = Need.ofCluster(type);
    List<Need> needs = new ArrayList<>();
    for (YamlText text : rule.texts("needs")) {
      Need need = Need.parse(text.text(), ofCluster, text);
      if (need.isKnown()) {
        needs.add(need);
      } else {
        text.report("no such type of fact");
      }
    }
    return List.copyOf(needs);
  }

  private Rule.Texts texts(Locals locals) {
    Locals inTexts =
        type.map(
                found -> locals.with(Rule.MATCHES, () -> ListType.create(Vocabulary.typeOf(found))))
            .orElse(locals);
    return new Rule.Texts(
        collect(files.requiredWords("message", inTexts)),
        collect(files.words("why", inTexts)),
        collect(files.words("risk", inTexts)),
        arguments("for_it", inTexts),
        arguments("against", inTexts));
  }

  private List<Rule.Argument> arguments(String key, Locals locals) {
    List<Rule.Argument> arguments = new ArrayList<>();
    for (Bilingual item : files.items(key, "text")) {
      item.allow(keys("text when"), keys("text"));
      arguments.add(
          new Rule.Argument(
              expression(item.english(), "when", locals, Wanted.BOOL),
              collect(item.requiredWords("text", locals))));
    }
    return arguments;
  }

  private Words collect(Words words) {
    expressions.addAll(words.holes());
    return words;
  }

  private Optional<Expression> expression(YamlMap map, String key, Locals locals, Wanted wanted) {
    Optional<Expression> found = map.text(key).map(text -> whole(text, locals, wanted));
    found.ifPresent(expressions::add);
    return found;
  }

  private List<Expression> list(String key, Locals locals, Wanted wanted) {
    List<Expression> list =
        rule.texts(key).stream().map(text -> whole(text, locals, wanted)).toList();
    expressions.addAll(list);
    return list;
  }

  /** An expression that is the whole of a text. */
  static Expression whole(YamlText text, Locals locals, Wanted wanted) {
    return new Expression(text, 0, text.text(), locals, wanted);
  }

  /** A set of keys that is told in order. */
  static Set<String> keys(String words) {
    return new TreeSet<>(List.of(words.split(" ", -1)));
  }
}
