package io.coldtrace.parsers.tcpdump;

import io.coldtrace.facts.Ip;
import java.util.Map;
import java.util.Optional;

/**
 * An address with a port: {@code 10.244.0.2.53}, {@code fe80::1.546}, {@code 10.0.0.6.otv}.
 *
 * @param port -1 if none
 */
record Endpoint(Ip address, int port) {
  /** Names of ports that tcpdump prints without {@code -n}. */
  private static final Map<String, Integer> SERVICES =
      Map.of("domain", 53, "http", 80, "https", 443, "otv", 8472, "ssh", 22);

  /** Empty if the address is a name, or the port an unknown one. */
  static Optional<Endpoint> parse(String text) {
    Optional<Ip> bare = Ip.parse(text);
    if (bare.isPresent()) {
      return bare.map(address -> new Endpoint(address, -1));
    }
    int dot = text.lastIndexOf('.');
    String port = text.substring(dot + 1);
    int number =
        port.matches("[0-9]{1,5}") ? Integer.parseInt(port) : SERVICES.getOrDefault(port, -1);
    return dot < 0 || number < 0
        ? Optional.empty()
        : Ip.parse(text.substring(0, dot)).map(address -> new Endpoint(address, number));
  }
}
