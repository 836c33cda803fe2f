package io.coldtrace.rules;

import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import java.util.List;
import java.util.Optional;

/**
 * A condition that looks facts up rather than trying each: {@code s.key == "net.ipv4.ip_forward"},
 * {@code c.id in ["cni-plugin-missing", "cni-plugin-broken"]}.
 *
 * @param component of the fact
 * @param values any of which it has
 */
record Lookup(String component, List<String> values) {
  /** What an expression looks up of the variable, if that is all it does. */
  static Optional<Lookup> of(CelExpr expression, String variable) {
    CelExpr.CelCall call = expression.callOrDefault();
    if (call.args().size() != 2) {
      return Optional.empty();
    }
    CelExpr.CelSelect select = call.args().get(0).selectOrDefault();
    CelExpr sought = call.args().get(1);
    List<CelExpr> values =
        switch (call.function()) {
          case "_==_" -> List.of(sought);
          case "@in" -> sought.listOrDefault().elements();
          default -> List.of();
        };
    boolean plain =
        select.operand().identOrDefault().name().equals(variable)
            && !values.isEmpty()
            && values.stream().allMatch(Lookup::isText);
    return plain
        ? Optional.of(
            new Lookup(
                select.field(),
                values.stream().map(v -> v.constant().stringValue()).distinct().toList()))
        : Optional.empty();
  }

  private static boolean isText(CelExpr value) {
    return value.constantOrDefault().getKind() == CelConstant.Kind.STRING_VALUE;
  }
}
