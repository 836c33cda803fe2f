package io.coldtrace.facts.kubernetes;

import io.coldtrace.facts.Source;
import java.util.List;

/**
 * A container of a pod and its status.
 *
 * @param source the line that decides its state: of the waiting or terminated reason, else of
 *     {@code ready}, else of its name
 * @param state {@code running}, {@code waiting}, {@code terminated}; empty if unknown
 * @param reason of waiting or terminated ({@code CrashLoopBackOff}); empty if none
 * @param lastReason why its last run ended ({@code OOMKilled}, {@code Error}); empty if none
 * @param lastExitCode of its last run; -1 if none
 * @param ports as {@code 9153/tcp}
 * @param hostPorts ports of the node that lead to it, as {@code 8080/tcp}
 */
public record KubeContainer(
    Source source,
    String name,
    String image,
    boolean ready,
    int restartCount,
    String state,
    String reason,
    String lastReason,
    int lastExitCode,
    List<String> ports,
    List<String> hostPorts) {}
