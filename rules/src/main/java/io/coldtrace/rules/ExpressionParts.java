package io.coldtrace.rules;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelExpr;
import dev.cel.parser.CelUnparserFactory;
import dev.cel.runtime.CelEvaluationException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The expressions within an expression, each with the value that it has on its own. */
final class ExpressionParts {
  private static final int MAX_VALUE = 160;

  private final CelAbstractSyntaxTree tree;
  private final Scope scope;
  private final List<Explanation.Part> parts = new ArrayList<>();

  ExpressionParts(CelAbstractSyntaxTree tree, Scope scope) {
    this.tree = tree;
    this.scope = scope;
  }

  List<Explanation.Part> all() {
    add(tree.getExpr(), 0);
    return parts;
  }

  private void add(CelExpr expression, int depth) {
    switch (expression.getKind()) {
      case CALL -> {
        tell(expression, depth);
        Optional<CelExpr> target = expression.call().target();
        target.ifPresent(inner -> add(inner, depth + 1));
        expression.call().args().forEach(inner -> add(inner, depth + 1));
      }
      case SELECT -> {
        tell(expression, depth);
        add(expression.select().operand(), depth + 1);
      }
      case COMPREHENSION -> {
        // What a loop does inside has another value in each turn; what it runs over has one.
        tell(expression, depth);
        add(expression.comprehension().iterRange(), depth + 1);
      }
      case LIST -> expression.list().elements().forEach(inner -> add(inner, depth));
      default -> {
        // A constant shows its value itself, a name is told by what is asked of it.
      }
    }
  }

  private void tell(CelExpr expression, int depth) {
    CelAbstractSyntaxTree part =
        CelAbstractSyntaxTree.newCheckedAst(
            expression, tree.getSource(), tree.getReferenceMap(), tree.getTypeMap());
    parts.add(
        new Explanation.Part(depth, CelUnparserFactory.newUnparser().unparse(part), value(part)));
  }

  private String value(CelAbstractSyntaxTree part) {
    try {
      return shown(Vocabulary.shared().runtime().createProgram(part).eval(scope, scope));
    } catch (CelEvaluationException | RuntimeException e) {
      return "error: " + e.getMessage();
    }
  }

  static String shown(Object value) {
    String text = value instanceof String string ? "\"" + string + "\"" : Printed.text(value);
    String prefix = value instanceof List<?> list ? list.size() + " of: " : "";
    text = prefix + text.replace("\n", "\\n");
    return text.length() <= MAX_VALUE ? text : text.substring(0, MAX_VALUE) + "…";
  }
}
