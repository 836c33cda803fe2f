package io.coldtrace.facts.kernel;

import io.coldtrace.facts.Fact;
import io.coldtrace.facts.Source;

/**
 * A number that the kernel's network code counts, from {@code nstat}, {@code netstat -s}, {@code
 * conntrack -S} or {@code /proc/net}.
 *
 * @param source where it is kept for each CPU, the first line that has any of it
 * @param name as {@code nstat} calls it ({@code IpInAddrErrors}, {@code TcpExtListenDrops}, {@code
 *     XfrmInError}); of a table without such names {@code conntrack.insert_failed}, {@code
 *     softnet.dropped}, {@code arp_cache.table_fulls}, {@code sockstat.TCP.inuse}
 * @param value the sum over all CPUs
 */
public record KernelCounter(Source source, String name, long value) implements Fact {}
