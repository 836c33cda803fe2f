package io.coldtrace.dataplane.netfilter;

import io.coldtrace.facts.Ip;

/** Which addresses are the host's own. */
@FunctionalInterface
public interface LocalAddresses {
  /** Whether the host itself answers for the address. */
  boolean isLocal(Ip address);
}
