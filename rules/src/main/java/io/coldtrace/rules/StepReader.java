package io.coldtrace.rules;

import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.SimpleType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the steps of a rule's remedy and of its alternatives. */
final class StepReader {
  private static final Pattern EACH = Pattern.compile("(?s)(.*?)\\s+as\\s+([a-z]\\w*)\\s*");
  private static final Set<String> STEP_KEYS = RuleReader.keys("kind node each when command note");
  private static final Set<String> WAY_KEYS = RuleReader.keys("title when if steps");

  private final Locals locals;
  private final List<Expression> expressions;

  /**
   * @param expressions where those that it reads are collected
   */
  StepReader(Locals locals, List<Expression> expressions) {
    this.locals = locals;
    this.expressions = expressions;
  }

  List<Rule.Step> steps(Bilingual files, String key) {
    List<Rule.Step> steps = new ArrayList<>();
    for (Bilingual item : files.items(key, "")) {
      item.allow(STEP_KEYS, RuleReader.keys("note"));
      step(item).ifPresent(steps::add);
    }
    return steps;
  }

  List<Rule.OtherWay> otherWays(Bilingual files) {
    List<Rule.OtherWay> ways = new ArrayList<>();
    for (Bilingual item : files.items("alternatives", "")) {
      item.allow(WAY_KEYS, RuleReader.keys("title when steps"));
      ways.add(
          new Rule.OtherWay(
              expression(item.english(), "if", locals, Wanted.BOOL),
              collect(item.requiredWords("title", locals)),
              collect(item.requiredWords("when", locals)),
              steps(item, "steps")));
    }
    return ways;
  }

  private Optional<Rule.Step> step(Bilingual item) {
    YamlMap step = item.english();
    Optional<StepKind> kind = step.required("kind").flatMap(StepReader::kind);
    Optional<Expression> each = Optional.empty();
    String element = "";
    Locals inStep = locals;
    Matcher matcher = EACH.matcher(step.text("each").map(YamlText::text).orElse(""));
    if (matcher.matches()) {
      Expression list =
          new Expression(step.text("each").orElseThrow(), 0, matcher.group(1), locals, Wanted.LIST);
      expressions.add(list);
      each = Optional.of(list);
      element = matcher.group(2);
      inStep = locals.with(element, () -> elementOf(list));
    } else if (step.has("each")) {
      step.report("each", "expected 'list as variable'");
    }
    Optional<Expression> nodes = expression(step, "node", inStep, Wanted.STRINGS);
    Locals inTexts = inStep.with(Rule.NODE, () -> SimpleType.STRING);
    Optional<Template> command = step.text("command").map(text -> Template.shell(text, inTexts));
    command.ifPresent(template -> expressions.addAll(template.holes()));
    Words note = collect(item.words("note", inTexts));
    Optional<Expression> when = expression(step, "when", inTexts, Wanted.BOOL);
    kind.ifPresent(found -> requireContent(step, found));
    Optional<Expression> list = each;
    String name = element;
    return kind.map(found -> new Rule.Step(found, nodes, list, name, when, command, note));
  }

  private static void requireContent(YamlMap step, StepKind kind) {
    String content = kind == StepKind.MANUAL ? "note" : "command";
    if (!step.has(content)) {
      step.report("kind", "a step of kind " + kind.text() + " needs a " + content);
    }
  }

  private static Optional<StepKind> kind(YamlText text) {
    for (StepKind kind : StepKind.values()) {
      if (kind.text().equals(text.text())) {
        return Optional.of(kind);
      }
    }
    String kinds =
        String.join(", ", List.of(StepKind.values()).stream().map(StepKind::text).toList());
    text.report("expected one of " + kinds.toLowerCase(Locale.ROOT));
    return Optional.empty();
  }

  private static CelType elementOf(Expression list) {
    return list.type()
        .filter(ListType.class::isInstance)
        .map(type -> ((ListType) type).elemType())
        .orElse(SimpleType.DYN);
  }

  private Optional<Expression> expression(YamlMap map, String key, Locals names, Wanted wanted) {
    Optional<Expression> found = map.text(key).map(text -> RuleReader.whole(text, names, wanted));
    found.ifPresent(expressions::add);
    return found;
  }

  private Words collect(Words words) {
    expressions.addAll(words.holes());
    return words;
  }
}
