package io.coldtrace.rules;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Captured text and what a rule is to say of it: an entry of {@code cases.yaml}.
 *
 * <pre>
 * a-file-turns-it-off:
 *   expect: fires
 *   files:
 *     sysctl-a: net.ipv4.ip_forward = 0
 *   evidence: net.ipv4.ip_forward = 0
 * </pre>
 *
 * @param rule the id of the rule that it is a case of
 * @param place where it stands; its message is empty
 * @param cluster the cluster that it stands on; empty if it is all there is
 * @param nodes what each node said, by path
 * @param changes made to the cluster's files, in order
 * @param failing probes of the cluster that fail here, as {@code node-1/ping-pod.*}, and how:
 *     {@code timeout}
 * @param without files of the cluster that are not there, as {@code node-1/ps.txt}
 * @param evidence lines that the finding must name, the first of them first
 * @param culprits the nodes that the finding must name, if the case says
 * @param missing what must be missing
 */
public record RuleCase(
    String rule,
    String name,
    RuleIssue place,
    Expected expected,
    String cluster,
    Map<String, Map<String, String>> nodes,
    List<Change> changes,
    Map<String, String> failing,
    List<String> without,
    List<String> evidence,
    Optional<List<String>> culprits,
    List<String> missing) {

  /** What a rule is to say. */
  public enum Expected {
    FIRES,
    CLEAR,
    NOT_EVALUATED;

    /** As cases write it: {@code not-evaluated}. */
    public String text() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /**
   * A text of one of the cluster's files that is another one here, wherever it stands in it.
   *
   * @param file as {@code node-1/sysctl-a.txt}
   */
  public record Change(String file, String from, String to) {}

  /** A mistake in this case. */
  public RuleIssue issue(String message) {
    return new RuleIssue(
        place.file(), place.line(), place.column(), name + ": " + message, place.excerpt());
  }
}
