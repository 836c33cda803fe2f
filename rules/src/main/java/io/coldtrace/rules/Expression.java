package io.coldtrace.rules;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.CelSourceLocation;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.types.CelType;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.Program;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * A CEL expression in a rule. It is compiled when it is first checked, and planned when it is first
 * evaluated: most texts of most rules are never needed.
 */
final class Expression {
  private static final Pattern PACKAGES =
      Pattern.compile("io\\.coldtrace\\.facts\\.(?:[a-z]+\\.)*");
  private static final Pattern PLACE = Pattern.compile("^evaluation error(?: at <input>:\\d+)?: ");

  private final Place text;
  private final int offset;
  private final String code;
  private final Locals locals;
  private final Wanted wanted;
  private CelValidationResult compiled;
  private final Supplier<Optional<CelAbstractSyntaxTree>> known;
  private CelAbstractSyntaxTree tree;
  private Program program;

  /**
   * @param text the text that holds it
   * @param offset where in the text it begins
   */
  Expression(YamlText text, int offset, String code, Locals locals, Wanted wanted) {
    this(text, offset, code, locals, wanted, () -> CheckedTrees.find(code, locals));
  }

  private Expression(
      Place text,
      int offset,
      String code,
      Locals locals,
      Wanted wanted,
      Supplier<Optional<CelAbstractSyntaxTree>> known) {
    this.text = text;
    this.offset = offset;
    this.code = code;
    this.locals = locals;
    this.wanted = wanted;
    this.known = known;
  }

  /** A condition that the build has checked. */
  static Expression checked(Place place, String code, Locals locals, byte[] tree) {
    return new Expression(
        place, 0, code, locals, Wanted.BOOL, () -> Optional.of(CheckedTrees.tree(tree)));
  }

  String code() {
    return code;
  }

  /** The line of the file that it begins in. */
  int line() {
    return text.issue(offset, "").line();
  }

  /** What is wrong with it; nothing if all is well. */
  List<RuleIssue> check() {
    CelValidationResult result = compile();
    if (result.hasError()) {
      return result.getErrors().stream().map(this::issue).toList();
    }
    CelType type = tree().getResultType();
    return wanted.accepts(type)
        ? List.of()
        : List.of(text.issue(offset, "must be " + wanted.text() + ", is " + shortened(type)));
  }

  /** As {@link #check}; an expression without any choice is a mistake too. */
  List<RuleIssue> checkCondition() {
    List<RuleIssue> issues = check();
    if (!issues.isEmpty()) {
      return issues;
    }
    boolean constant = Vocabulary.shared().isConstant(tree(), locals.resolved());
    return constant ? List.of(text.issue(offset, "is the same whatever the facts")) : List.of();
  }

  /** Its type; empty if it is mistaken. */
  Optional<CelType> type() {
    return checkedTree().map(CelAbstractSyntaxTree::getResultType);
  }

  /** The tree, checked; empty if it is mistaken. */
  Optional<CelAbstractSyntaxTree> checkedTree() {
    try {
      return Optional.of(tree());
    } catch (IllegalStateException e) {
      return Optional.empty();
    }
  }

  Locals locals() {
    return locals;
  }

  /** Compiles and plans it ahead of time; a mistake shows when it is evaluated. */
  void prepare() {
    try {
      program();
    } catch (CelEvaluationException | IllegalStateException e) {
      // Its evaluation fails in the same way, where the rule's verdict can say so.
      return;
    }
  }

  /** Its value; throws {@link RuleFailure} if it has none. */
  Object value(Scope scope) {
    try {
      return program().eval(scope, scope);
    } catch (CelEvaluationException | RuntimeException e) {
      String message = PLACE.matcher(String.valueOf(e.getMessage())).replaceFirst("");
      RuleIssue place = text.issue(offset, message);
      throw new RuleFailure(place.file() + ":" + place.line() + ": " + place.message(), e);
    }
  }

  /** It and the expressions in it, outermost first, with their values; none of a plain name. */
  List<Explanation.Part> parts(Scope scope) {
    try {
      return new ExpressionParts(compile().getAst(), scope).all();
    } catch (CelValidationException e) {
      throw new IllegalStateException(shortened(e.getMessage()), e);
    }
  }

  boolean holds(Scope scope) {
    return (Boolean) value(scope);
  }

  /** What it looks up of the variable, if that is all it does. */
  Optional<Lookup> lookup(String variable) {
    return checkedTree().flatMap(found -> Lookup.of(found.getExpr(), variable));
  }

  private synchronized CelValidationResult compile() {
    if (compiled == null) {
      Map<String, CelType> types = locals.resolved();
      compiled = Vocabulary.shared().compiler(types).compile(code);
    }
    return compiled;
  }

  private synchronized Program program() throws CelEvaluationException {
    if (program == null) {
      program = Vocabulary.shared().runtime().createProgram(tree());
    }
    return program;
  }

  private synchronized CelAbstractSyntaxTree tree() {
    if (tree == null) {
      tree = known.get().orElseGet(this::compiledTree);
    }
    return tree;
  }

  private CelAbstractSyntaxTree compiledTree() {
    try {
      return compile().getAst();
    } catch (CelValidationException e) {
      throw new IllegalStateException(shortened(e.getMessage()), e);
    }
  }

  private RuleIssue issue(CelIssue issue) {
    String message = shortened(issue.getMessage()).replace(" (in container '')", "");
    // CEL points at the dot before the field.
    int at = index(issue.getSourceLocation()) + (message.startsWith("undefined field") ? 1 : 0);
    return text.issue(offset + at, message);
  }

  private int index(CelSourceLocation location) {
    int line = 1;
    int index = 0;
    int[] characters = code.codePoints().toArray();
    while (line < location.getLine() && index < characters.length) {
      line += characters[index] == '\n' ? 1 : 0;
      index++;
    }
    return index + Math.max(0, location.getColumn());
  }

  private static String shortened(String message) {
    return PACKAGES.matcher(message).replaceAll("");
  }

  private static String shortened(CelType type) {
    String element = type.parameters().isEmpty() ? "" : shortened(type.parameters().get(0));
    return shortened(type.name()) + (element.isEmpty() ? "" : "(" + element + ")");
  }
}
