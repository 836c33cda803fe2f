package io.coldtrace.facts.kernel;

import io.coldtrace.facts.Fact;
import io.coldtrace.facts.Source;

/**
 * A {@code KEY=value} line of a small configuration file: {@code FLANNEL_MTU=1450} of subnet.env,
 * {@code ENABLED=yes} of ufw.conf, {@code FirewallBackend=nftables} of firewalld.conf.
 *
 * @param path the file on the node
 * @param value without quotes
 */
public record HostSetting(Source source, String path, String key, String value) implements Fact {}
