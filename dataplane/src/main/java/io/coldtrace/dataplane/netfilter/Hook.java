package io.coldtrace.dataplane.netfilter;

/** Where in its way through a host a packet meets netfilter. */
public enum Hook {
  INGRESS,
  PREROUTING,
  INPUT,
  FORWARD,
  OUTPUT,
  POSTROUTING,
  EGRESS;

  /** Whether NAT changes destinations here, else sources. */
  public boolean changesDestination() {
    return this == PREROUTING || this == OUTPUT;
  }
}
