package io.coldtrace.parsers.procnet;

import io.coldtrace.facts.Source;
import io.coldtrace.facts.kernel.KernelCounter;
import io.coldtrace.parsers.Ignored;
import io.coldtrace.parsers.LineLedger;
import io.coldtrace.parsers.Words;

/**
 * {@code /proc/net/snmp} and {@code netstat}: a line of names, then one of values; {@code snmp6}
 * and {@code xfrm_stat}: a name and a value on each line; {@code sockstat}: names and values by
 * turns.
 *
 * <pre>
 * Ip: Forwarding DefaultTTL InReceives InHdrErrors InAddrErrors
 * Ip: 1 64 57740232 0 25
 *
 * Ip6InReceives                   	7
 *
 * TCP: inuse 4 orphan 0 tw 4 alloc 17 mem 1
 * </pre>
 *
 * Format: proc_pid_net(5).
 */
final class CounterPairs implements ProcNetTable {
  private Words names = new Words("");
  private Source namesLine = Source.NONE;

  @Override
  public boolean isHeading(String line) {
    return false;
  }

  @Override
  public boolean row(String line, String heading, Source source, LineLedger ledger) {
    Words words = new Words(line);
    if (words.count() == 2 && words.at(0).matches("(?:Ip|Icmp|Udp|Xfrm|Tls|Tcp|MPTcp)\\w+")) {
      return pair(words.at(0), words.at(1), source, ledger);
    }
    if (!words.at(0).matches("[A-Za-z][A-Za-z0-9]*:") || words.count() < 2) {
      return false;
    }
    if (words.at(0).equals("sockets:") || words.at(0).matches("[A-Z]+6?:")) {
      return turns(words, source, ledger);
    }
    return valuesOfNames(words, source, ledger);
  }

  private static boolean pair(String name, String value, Source source, LineLedger ledger) {
    if (Words.isLong(value)) {
      ledger.fact(new KernelCounter(source, name, Long.parseLong(value)));
    } else if (value.matches("[0-9]{19,20}")) {
      // More than 63 bits: a counter of bytes that wrapped.
      ledger.ignored(source.line(), Ignored.NOT_MODELLED);
    }
    return value.matches("[0-9]{1,20}");
  }

  private static boolean turns(Words words, Source source, LineLedger ledger) {
    for (int i = 1; i < words.count(); i += 2) {
      if (!words.at(i).matches("[a-z_]+") || !Words.isLong(words.at(i + 1))) {
        return false;
      }
    }
    String section = words.at(0).replace(":", "");
    for (int i = 1; i < words.count(); i += 2) {
      String name = "sockstat." + section + "." + words.at(i);
      ledger.fact(new KernelCounter(source, name, Long.parseLong(words.at(i + 1))));
    }
    return true;
  }

  /** Names without as many values below them tell nothing that could be relied on. */
  private boolean valuesOfNames(Words words, Source source, LineLedger ledger) {
    boolean areValues = words.at(1).matches("-?[0-9]+");
    if (!areValues) {
      names = words;
      namesLine = source;
      return true;
    }
    if (!names.at(0).equals(words.at(0)) || names.count() != words.count()) {
      return false;
    }
    String section = words.at(0).replace(":", "");
    ledger.factLine(namesLine.line());
    ledger.factLine(source.line());
    for (int i = 1; i < words.count(); i++) {
      if (Words.isLong(words.at(i))) {
        ledger.fact(new KernelCounter(source, section + names.at(i), Long.parseLong(words.at(i))));
      }
    }
    return true;
  }
}
