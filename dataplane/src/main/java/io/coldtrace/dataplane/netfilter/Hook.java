package io.coldtrace.dataplane.netfilter;

/** Where in its way through a host a packet meets netfilter. */
public enum Hook {
  PREROUTING,
  INPUT,
  FORWARD,
  OUTPUT,
  POSTROUTING
}
