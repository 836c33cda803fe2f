package io.coldtrace.parsers.ip;

import io.coldtrace.facts.Cidr;
import io.coldtrace.facts.network.InterfaceAddress;
import io.coldtrace.facts.network.Link;
import io.coldtrace.facts.network.Vxlan;
import io.coldtrace.parsers.CapturedText;
import io.coldtrace.parsers.LineLedger;
import io.coldtrace.parsers.json.JsonDocument;
import io.coldtrace.parsers.json.JsonValue;
import java.util.Optional;
import java.util.Set;

/**
 * Interfaces as {@code ip -j link} and {@code ip -j addr} print them: an array, an object each.
 *
 * <pre>
 * [{"ifindex":4,"ifname":"flannel.1","flags":["UP"],"mtu":1450,"address":"36:dc:85:1e:b3:40",
 *   "linkinfo":{"info_kind":"vxlan","info_data":{"id":1,"local":"10.0.0.5","link":"eth0","port":8472}}}]
 * </pre>
 */
final class LinkJson {
  private LinkJson() {}

  static boolean isJson(CapturedText text) {
    return text.lines().stream()
        .filter(line -> !line.isBlank())
        .findFirst()
        .filter(line -> line.strip().startsWith("["))
        .isPresent();
  }

  static void parse(CapturedText text, LineLedger ledger) {
    JsonDocument document = JsonDocument.read(text, Set.of());
    if (!document.isWhole()) {
      return;
    }
    ledger.factLines(1, text.lines().size());
    for (JsonValue root : document.roots()) {
      for (JsonValue link : root.elements()) {
        link(link, text).ifPresent(ledger::fact);
        for (JsonValue address : link.at("addr_info").elements()) {
          address(link.at("ifname").text(), address, text).ifPresent(ledger::fact);
        }
      }
    }
  }

  private static Optional<Link> link(JsonValue link, CapturedText text) {
    String name = link.at("ifname").text();
    if (name.isEmpty() || !link.at("mtu").isPresent()) {
      return Optional.empty();
    }
    String peerIndex = link.at("link_index").text();
    String peer = link.at("link").isPresent() ? link.at("link").text() : "";
    return Optional.of(
        new Link(
            text.at(link.at("ifname").line()),
            link.at("ifindex").number(0),
            name,
            peer.isEmpty() && !peerIndex.isEmpty() ? "if" + peerIndex : peer,
            link.at("flags").texts(),
            link.at("mtu").number(0),
            link.at("operstate").text(),
            link.at("master").text(),
            link.at("address").text(),
            link.at("linkinfo", "info_kind").text(),
            vxlan(link.at("linkinfo"), text)));
  }

  private static Optional<Vxlan> vxlan(JsonValue info, CapturedText text) {
    JsonValue data = info.at("info_data");
    return info.at("info_kind").text().equals("vxlan") && data.at("id").isPresent()
        ? Optional.of(
            new Vxlan(
                text.at(data.at("id").line()),
                data.at("id").number(0),
                data.at("local").text(),
                data.at("link").text(),
                data.at("port").number(0),
                !data.at("learning").text().equals("false")))
        : Optional.empty();
  }

  private static Optional<InterfaceAddress> address(
      String device, JsonValue address, CapturedText text) {
    String label = address.at("label").text();
    return Cidr.parse(address.at("local").text() + "/" + address.at("prefixlen").text())
        .map(
            cidr ->
                new InterfaceAddress(
                    text.at(address.at("local").line()),
                    device,
                    cidr,
                    address.at("scope").text(),
                    label.isEmpty() ? device : label,
                    address.at("secondary").isTrue()));
  }
}
