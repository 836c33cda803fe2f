package io.coldtrace.parsers.conntrack;

import io.coldtrace.facts.Ip;
import io.coldtrace.facts.Source;
import io.coldtrace.facts.netfilter.ConntrackEntry;
import io.coldtrace.facts.netfilter.ConntrackEntry.Tuple;
import io.coldtrace.parsers.Words;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A line of the connection table: the kernel's own, the one of {@code conntrack -L}, and an event
 * of {@code conntrack -E}.
 *
 * <pre>
 * tcp      6 114 TIME_WAIT src=10.0.0.5 dst=10.96.0.1 sport=47108 dport=443 src=10.0.0.6 dst=10.0.0.5 sport=6443 dport=47108 [ASSURED] mark=0 use=1
 * ipv4     2 udp      17 12 src=10.244.0.5 dst=10.96.0.10 sport=4711 dport=53 [UNREPLIED] src=10.244.1.7 dst=10.244.0.5 sport=53 dport=4711 mark=0 zone=0 use=2
 *  [UPDATE] tcp      6 60 SYN_RECV src=...
 * </pre>
 *
 * Format: conntrack(8); the kernel, {@code net/netfilter/nf_conntrack_standalone.c}.
 */
public final class ConntrackLine {
  private static final Set<String> OF_TUPLE = Set.of("src", "dst", "sport", "dport");

  private final List<String> flags = new ArrayList<>();
  private final Map<String, String> original = new HashMap<>();
  private final Map<String, String> reply = new HashMap<>();
  private final Map<String, String> rest = new HashMap<>();

  private ConntrackLine() {}

  /** The connection of a line; empty if it is none, or was cut. */
  public static Optional<ConntrackEntry> parse(String line, Source source) {
    return new ConntrackLine().read(new Words(line), source);
  }

  private Optional<ConntrackEntry> read(Words words, Source source) {
    while (words.peek().startsWith("[")) {
      // The time stamp of -o timestamp may stand in two words: [1384711132.7 ].
      String word = words.next();
      if (word.matches("\\[[A-Z_]+]")) {
        flags.add(word.replaceAll("[\\[\\]]", ""));
      } else if (!word.endsWith("]")) {
        words.next();
      }
    }
    boolean family = words.at(words.position() + 2).matches("[a-z][a-z0-9-]*");
    if (words.peek().matches("ipv[46]") || (family && words.peek().equals("unknown"))) {
      words.next();
      words.next();
    }
    String protocol = words.next();
    if (!protocol.matches("[a-z][a-z0-9-]*") || !Words.isNumber(words.next())) {
      return Optional.empty();
    }
    if (Words.isNumber(words.peek())) {
      words.next();
    }
    String state = words.peek().matches("[A-Z][A-Z0-9_]*") ? words.next() : "";
    while (words.hasNext()) {
      attribute(words.next());
    }
    Optional<Tuple> there = tuple(original);
    Optional<Tuple> back = tuple(reply);
    return there.isPresent() && back.isPresent()
        ? Optional.of(
            new ConntrackEntry(
                source,
                protocol,
                state,
                there.get(),
                back.get(),
                Words.isLong(rest.getOrDefault("mark", "")) ? Long.parseLong(rest.get("mark")) : 0,
                Words.isNumber(rest.getOrDefault("zone", ""))
                    ? Integer.parseInt(rest.get("zone"))
                    : 0,
                List.copyOf(flags)))
        : Optional.empty();
  }

  private void attribute(String word) {
    int equals = word.indexOf('=');
    if (word.startsWith("[") && word.endsWith("]")) {
      flags.add(word.substring(1, word.length() - 1));
    } else if (equals > 0) {
      String key = word.substring(0, equals);
      String value = word.substring(equals + 1);
      if (!OF_TUPLE.contains(key)) {
        rest.putIfAbsent(key, value);
      } else if (original.containsKey(key)) {
        reply.put(key, value);
      } else {
        original.put(key, value);
      }
    }
  }

  private static Optional<Tuple> tuple(Map<String, String> words) {
    Optional<Ip> from = Ip.parse(words.getOrDefault("src", ""));
    Optional<Ip> to = Ip.parse(words.getOrDefault("dst", ""));
    return from.isPresent() && to.isPresent()
        ? Optional.of(
            new Tuple(from.get(), port(words.get("sport")), to.get(), port(words.get("dport"))))
        : Optional.empty();
  }

  private static int port(String text) {
    return text != null && text.matches("[0-9]{1,5}") ? Integer.parseInt(text) : -1;
  }
}
