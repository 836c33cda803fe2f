package io.coldtrace.parsers.kubernetes;

import io.coldtrace.parsers.json.JsonValue;
import java.util.Locale;

/** Ports of containers, services and endpoints as {@code 53/udp}; without a protocol it is TCP. */
final class Ports {
  private Ports() {}

  static String protocol(JsonValue port) {
    String protocol = port.at("protocol").text();
    return protocol.isEmpty() ? "tcp" : protocol.toLowerCase(Locale.ROOT);
  }

  static String text(JsonValue port, String numberMember) {
    return port.at(numberMember).text() + "/" + protocol(port);
  }
}
