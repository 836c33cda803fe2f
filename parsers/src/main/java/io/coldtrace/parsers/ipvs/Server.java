package io.coldtrace.parsers.ipvs;

import io.coldtrace.facts.Ip;
import java.util.Optional;

/**
 * An address and a port as ipvsadm prints them: {@code 10.96.0.1:443}, {@code [fd00::1]:53}, {@code
 * kubernetes:https} without {@code -n}.
 */
record Server(String name, Optional<Ip> address, int port) {
  /** Empty if there is no port. */
  static Optional<Server> parse(String text) {
    int colon = text.lastIndexOf(':');
    if (colon <= 0 || colon == text.length() - 1) {
      return Optional.empty();
    }
    String host = text.substring(0, colon);
    String port = text.substring(colon + 1);
    Optional<Ip> address = Ip.parse(host.replaceAll("^\\[|]$", ""));
    // "fd00::1" alone is no address with a port.
    if (host.indexOf(':') >= 0 && !host.startsWith("[")) {
      return Optional.empty();
    }
    return Optional.of(
        new Server(text, address, port.matches("[0-9]{1,5}") ? Integer.parseInt(port) : -1));
  }
}
