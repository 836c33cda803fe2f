package io.coldtrace.facts.derived;

import io.coldtrace.facts.Fact;
import io.coldtrace.facts.Source;

/**
 * A fault of the node's kernel that is known to hit VXLAN.
 *
 * @param source the line that tells the kernel's release
 * @param flaw its name: {@code zero-checksum}
 * @param fixedIn the releases that have it no more, as people say it
 * @param effect what comes of it
 * @param effectChinese the same in Chinese
 */
public record KernelFlaw(
    Source source,
    String node,
    String release,
    String flaw,
    String fixedIn,
    String effect,
    String effectChinese)
    implements Fact {}
