package io.coldtrace.facts.kernel;

import io.coldtrace.facts.Fact;
import io.coldtrace.facts.Source;

/**
 * An assignment in a file of the sysctl load chain (sysctl.d(5)): what a file says, not what the
 * kernel has.
 *
 * @param path the file on the node, as {@code /etc/sysctl.d/99-hardening.conf}
 * @param key with dots, as in {@link Sysctl}; may hold a glob; empty value and {@code exclude} for
 *     {@code -key} without a value
 * @param value without surrounding blanks
 * @param ignoreErrors the key had a leading {@code -}
 * @param exclude a {@code -key} line without {@code =}: systemd-sysctl leaves this key alone in
 *     globs
 */
public record SysctlSetting(
    Source source, String path, String key, String value, boolean ignoreErrors, boolean exclude)
    implements Fact {}
