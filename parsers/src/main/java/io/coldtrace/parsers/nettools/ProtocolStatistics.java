package io.coldtrace.parsers.nettools;

import io.coldtrace.facts.Source;
import io.coldtrace.facts.kernel.KernelCounter;
import io.coldtrace.parsers.Ignored;
import io.coldtrace.parsers.LineLedger;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What {@code netstat -s} prints: sentences about the counters that {@code nstat} calls by name.
 *
 * <pre>
 * Ip:
 *     48213 with invalid addresses
 * TcpExt:
 *     31 times the listen queue of a socket overflowed
 *     TCPBacklogDrop: 12
 * </pre>
 *
 * A sentence that says nothing of losses is ignored.
 */
final class ProtocolStatistics {
  private static final Pattern SECTION =
      Pattern.compile(
          "(Ip6?|Icmp6?|IcmpMsg|Tcp|Udp6?|UdpLite6?|(?:Tcp|Ip|MPTcp|Sctp)Ext|Sctp|Xfrm):");

  private static final Pattern NAMED = Pattern.compile("([A-Z][A-Za-z0-9]+): ([0-9]{1,18})");
  private static final Pattern COUNTED = Pattern.compile("([0-9]{1,18}) ([A-Za-z][^:]*?)\\.?");
  private static final Pattern OTHER =
      Pattern.compile(
          "[a-z][a-z /-]*: [0-9]+|ICMP (?:in|out)put histogram:|Forwarding is .*|Default TTL .*"
              + "|(?:Detected|Quick|Undo|Ran|Sum) [A-Za-z ]+[0-9]+.*|[A-Z][A-Za-z ]+ [0-9]+ times.*"
              + "|Input histogram:|Output histogram:");

  /** The sentences of net-tools, section first, by what they say after the number. */
  private static final Map<String, String> SENTENCES =
      Map.ofEntries(
          Map.entry("Ip total packets received", "IpInReceives"),
          Map.entry("Ip with invalid headers", "IpInHdrErrors"),
          Map.entry("Ip with invalid addresses", "IpInAddrErrors"),
          Map.entry("Ip forwarded", "IpForwDatagrams"),
          Map.entry("Ip with unknown protocol", "IpInUnknownProtos"),
          Map.entry("Ip incoming packets discarded", "IpInDiscards"),
          Map.entry("Ip incoming packets delivered", "IpInDelivers"),
          Map.entry("Ip requests sent out", "IpOutRequests"),
          Map.entry("Ip outgoing packets dropped", "IpOutDiscards"),
          Map.entry("Ip dropped because of missing route", "IpOutNoRoutes"),
          Map.entry("Ip fragments dropped after timeout", "IpReasmTimeout"),
          Map.entry("Ip reassemblies required", "IpReasmReqds"),
          Map.entry("Ip packets reassembled ok", "IpReasmOKs"),
          Map.entry("Ip packet reassemblies failed", "IpReasmFails"),
          Map.entry("Ip packet reassembles failed", "IpReasmFails"),
          Map.entry("Ip fragments received ok", "IpFragOKs"),
          Map.entry("Ip fragments failed", "IpFragFails"),
          Map.entry("Ip fragments created", "IpFragCreates"),
          Map.entry("Icmp ICMP messages received", "IcmpInMsgs"),
          Map.entry("Icmp input ICMP message failed", "IcmpInErrors"),
          Map.entry("Icmp ICMP messages sent", "IcmpOutMsgs"),
          Map.entry("Icmp ICMP messages failed", "IcmpOutErrors"),
          Map.entry("Tcp failed connection attempts", "TcpAttemptFails"),
          Map.entry("Tcp connection resets received", "TcpEstabResets"),
          Map.entry("Tcp connections established", "TcpCurrEstab"),
          Map.entry("Tcp segments retransmited", "TcpRetransSegs"),
          Map.entry("Tcp segments retransmitted", "TcpRetransSegs"),
          Map.entry("Tcp bad segments received", "TcpInErrs"),
          Map.entry("Tcp resets sent", "TcpOutRsts"),
          Map.entry("Udp packets received", "UdpInDatagrams"),
          Map.entry("Udp packets to unknown port received", "UdpNoPorts"),
          Map.entry("Udp packet receive errors", "UdpInErrors"),
          Map.entry("Udp packets sent", "UdpOutDatagrams"),
          Map.entry("Udp receive buffer errors", "UdpRcvbufErrors"),
          Map.entry("Udp send buffer errors", "UdpSndbufErrors"),
          Map.entry(
              "TcpExt passive connections rejected because of time stamp", "TcpExtPAWSPassive"),
          Map.entry("TcpExt active connections rejected because of time stamp", "TcpExtPAWSActive"),
          Map.entry(
              "TcpExt packets rejected in established connections because of timestamp",
              "TcpExtPAWSEstab"),
          Map.entry(
              "TcpExt packets rejects in established connections because of timestamp",
              "TcpExtPAWSEstab"),
          Map.entry(
              "TcpExt packetes rejected in established connections because of timestamp",
              "TcpExtPAWSEstab"),
          Map.entry(
              "TcpExt times the listen queue of a socket overflowed", "TcpExtListenOverflows"),
          Map.entry("TcpExt SYNs to LISTEN sockets dropped", "TcpExtListenDrops"),
          Map.entry("TcpExt SYNs to LISTEN sockets ignored", "TcpExtListenDrops"),
          Map.entry("TcpExt invalid SYN cookies received", "TcpExtSyncookiesFailed"),
          Map.entry("TcpExt SYN cookies sent", "TcpExtSyncookiesSent"),
          Map.entry("TcpExt SYN cookies received", "TcpExtSyncookiesRecv"),
          Map.entry(
              "TcpExt packets pruned from receive queue because of socket buffer overrun",
              "TcpExtPruneCalled"),
          Map.entry("TcpExt connections aborted due to timeout", "TcpExtTCPAbortOnTimeout"),
          Map.entry("TcpExt connections reset due to unexpected data", "TcpExtTCPAbortOnData"));

  private String section = "";

  /** Takes a line of the statistics; false if it is none. */
  boolean line(String line, Source source, LineLedger ledger) {
    Matcher head = SECTION.matcher(line);
    if (head.matches()) {
      section = head.group(1);
      ledger.ignored(source.line(), Ignored.HEADING);
      return true;
    }
    Matcher named = NAMED.matcher(line);
    if (!section.isEmpty() && named.matches()) {
      counter(section + named.group(1), named.group(2), source, ledger);
      return true;
    }
    Matcher counted = COUNTED.matcher(line);
    if (!section.isEmpty() && counted.matches()) {
      String name = SENTENCES.get(section + " " + counted.group(2));
      if (name == null) {
        ledger.ignored(source.line(), Ignored.NOT_MODELLED);
      } else {
        counter(name, counted.group(1), source, ledger);
      }
      return true;
    }
    if (!section.isEmpty() && OTHER.matcher(line).matches()) {
      ledger.ignored(source.line(), Ignored.NOT_MODELLED);
      return true;
    }
    return false;
  }

  private static void counter(String name, String value, Source source, LineLedger ledger) {
    ledger.fact(new KernelCounter(source, name, Long.parseLong(value)));
  }
}
