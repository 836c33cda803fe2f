package io.coldtrace.facts.kubernetes;

import io.coldtrace.facts.Fact;
import io.coldtrace.facts.Source;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A row of {@code kubectl get}: what a table for people says of an object, which is less than the
 * object itself.
 *
 * <pre>
 * NAMESPACE     NAME                      READY   STATUS             RESTARTS   AGE
 * kube-system   coredns-5d78c9869d-abcde  0/1     CrashLoopBackOff   12         40m
 * </pre>
 *
 * @param kind {@code Pod}, {@code Node}, {@code Service}, ... by the columns; empty if they fit
 *     several
 * @param namespace empty if the table has none
 * @param columns by their titles, as printed; those that hold nothing are left out
 */
public record KubeListed(
    Source source, String kind, String namespace, String name, Map<String, String> columns)
    implements Fact {
  public KubeListed {
    // Of Map.copyOf the order changes from run to run.
    columns = Collections.unmodifiableMap(new LinkedHashMap<>(columns));
  }
}
