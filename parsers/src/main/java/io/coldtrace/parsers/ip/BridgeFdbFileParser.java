package io.coldtrace.parsers.ip;

import io.coldtrace.facts.Source;
import io.coldtrace.facts.network.FdbEntry;
import io.coldtrace.parsers.CapturedText;
import io.coldtrace.parsers.LineLedger;
import io.coldtrace.parsers.LineParser;
import io.coldtrace.parsers.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Reads {@code bridge fdb show}, with or without {@code -s}.
 *
 * <pre>
 * 02:42:af:d9:ef:c2 dev flannel.1 dst 192.168.56.13 self permanent
 * 76:ae:d0:4c:46:43 dev veth2834c068 vlan 1 master cni0
 * 92:1b:d8:d1:19:96 dst 192.168.56.12 port 8473 vni 2 via eth0 self
 * </pre>
 *
 * Keys that have no place of their own stay among the flags ({@code port 8473}). Format: iproute2,
 * {@code bridge/fdb.c}.
 */
public final class BridgeFdbFileParser extends LineParser {
  private static final Pattern MAC = Pattern.compile("[0-9a-fA-F]{2}(:[0-9a-fA-F]{2}){5,19}");
  private static final Set<String> KEYS = Set.of("dev", "dst", "master", "vlan");
  private static final Set<String> KEYS_KEPT_AS_FLAGS =
      Set.of("nhid", "port", "src_vni", "via", "vni");

  @Override
  public String kind() {
    return "bridge-fdb";
  }

  @Override
  protected boolean parseDocument(CapturedText text, LineLedger ledger) {
    return ObjectLines.read(
        text, ledger, ObjectLines::fdbEntry, (line, source) -> parseLine(line, source, ledger));
  }

  @Override
  protected void parseLine(String line, Source source, LineLedger ledger) {
    Words words = new Words(line);
    String mac = words.next();
    if (!MAC.matcher(mac).matches()) {
      return;
    }
    Map<String, String> values = new TreeMap<>();
    List<String> flags = new ArrayList<>();
    while (words.hasNext()) {
      String word = words.next();
      if (KEYS.contains(word)) {
        values.put(word, words.next());
      } else if (KEYS_KEPT_AS_FLAGS.contains(word)) {
        flags.add(word + " " + words.next());
      } else if (word.equals("used")) {
        words.next();
      } else {
        flags.add(word);
      }
    }
    boolean understood = !values.containsValue("") && !(values.isEmpty() && flags.isEmpty());
    if (understood) {
      ledger.fact(
          new FdbEntry(
              source,
              mac,
              values.getOrDefault("dev", ""),
              values.getOrDefault("dst", ""),
              values.getOrDefault("master", ""),
              values.getOrDefault("vlan", ""),
              List.copyOf(flags)));
    }
  }
}
