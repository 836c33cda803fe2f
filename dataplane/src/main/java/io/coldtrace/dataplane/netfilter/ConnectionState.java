package io.coldtrace.dataplane.netfilter;

/** What conntrack says of a packet's flow. */
public enum ConnectionState {
  NEW,
  ESTABLISHED,
  RELATED,
  INVALID,
  UNTRACKED
}
