package io.coldtrace.rules.knowledge;

import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A security, hardening or antivirus agent, by what it shows on a node: a row of {@code
 * knowledge/agents.tsv}.
 *
 * @param processes patterns of process names
 * @param units patterns of unit names, without suffix
 * @param modules patterns of kernel modules
 * @param hooks whether it may hook the kernel's network
 * @param effect what is reported of its effect on the network
 * @param sure how sure it is that these names mean this product: {@code high}, {@code med}, {@code
 *     low}
 */
public record SecurityAgent(
    List<Pattern> processes,
    List<Pattern> units,
    List<Pattern> modules,
    String vendor,
    String product,
    boolean hooks,
    String effect,
    String sure) {

  /** Kinds of the table that are there for other rules: they do not hook the kernel's network. */
  private static final Set<String> NO_HOOK =
      Set.of(
          "CNI",
          "DNS",
          "HA",
          "VM",
          "audit",
          "host firewall",
          "management",
          "network manager",
          "not security",
          "passive",
          "runtime",
          "sysctl writer",
          "telemetry",
          "virtualisation");

  /** Named for what it tells of the platform. */
  private static final String HARMLESS = "platform indicator";

  private static final Pattern SURE = Pattern.compile("\\bconf=(high|med|low)\\b");

  /** All that may hook the kernel, or tell of what does, in the table's order. */
  public static final List<SecurityAgent> ALL =
      Table.rows("/io/coldtrace/rules/knowledge/agents.tsv", 8).stream()
          .filter(row -> !NO_HOOK.contains(row.get(5)))
          .map(
              row ->
                  new SecurityAgent(
                      names(row.get(0)),
                      names(row.get(1)),
                      names(row.get(2)),
                      row.get(3),
                      row.get(4),
                      !row.get(5).equals(HARMLESS),
                      row.get(6),
                      sure(row.get(7))))
          .toList();

  private static String sure(String source) {
    Matcher matcher = SURE.matcher(source);
    return matcher.find() ? matcher.group(1) : "";
  }

  /** {@code wsssr_def*|other (a remark)}: names with globs, remarks in parentheses left out. */
  private static List<Pattern> names(String cell) {
    return Pattern.compile("[|,]")
        .splitAsStream(cell.replaceAll("\\([^)]*\\)", ""))
        .map(String::strip)
        .filter(name -> name.matches("[A-Za-z0-9_.@*?+-]{3,}"))
        .map(
            name ->
                Pattern.compile(
                    name.replace(".", "\\.")
                        .replace("+", "\\+")
                        .replace("*", ".*")
                        .replace("?", ".")))
        .toList();
  }
}
