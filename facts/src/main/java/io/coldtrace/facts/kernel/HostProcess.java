package io.coldtrace.facts.kernel;

import io.coldtrace.facts.Fact;
import io.coldtrace.facts.Source;

/**
 * A process, as {@code ps} shows it.
 *
 * @param pid its process id
 * @param parentPid its parent's, 0 if the listing has none
 * @param user as printed, may be cut ({@code systemd+})
 * @param state the letters of {@code ps}, empty if the listing has none
 * @param name the kernel's name for it (comm, at most 15 letters); from the command line where the
 *     listing has none
 * @param command the whole command line; in brackets for a kernel thread
 * @param cpu percent of one processor over its life time ({@code %CPU}); -1 if the listing has none
 */
public record HostProcess(
    Source source,
    int pid,
    int parentPid,
    String user,
    String state,
    String name,
    String command,
    double cpu)
    implements Fact {}
