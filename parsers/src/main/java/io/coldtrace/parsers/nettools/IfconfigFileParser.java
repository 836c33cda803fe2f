package io.coldtrace.parsers.nettools;

import io.coldtrace.parsers.CapturedText;
import io.coldtrace.parsers.FileParser;
import io.coldtrace.parsers.Ignored;
import io.coldtrace.parsers.LineLedger;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads {@code ifconfig} of net-tools, before and after 1.60, in English and Chinese, and of
 * busybox.
 *
 * <pre>
 * flannel.1: flags=4163&lt;UP,BROADCAST,RUNNING,MULTICAST&gt;  mtu 1450
 *         inet 10.244.0.0  netmask 255.255.255.255  broadcast 0.0.0.0
 *         ether 02:4d:c9:1e:a4:05  txqueuelen 0  (Ethernet)
 *         RX packets 18  bytes 1428 (1.3 KiB)
 *         TX errors 0  dropped 8 overruns 0  carrier 0  collisions 0
 *
 * eth0      Link encap:Ethernet  HWaddr 00:0C:29:7D:D4:7A
 *           inet addr:192.168.77.129  Bcast:192.168.77.255  Mask:255.255.255.0
 *           UP BROADCAST RUNNING MULTICAST  MTU:1500  Metric:1
 *           RX packets:275309 errors:0 dropped:0 overruns:0 frame:0
 * </pre>
 *
 * Format: ifconfig(8).
 */
public final class IfconfigFileParser implements FileParser {
  /** Queue lengths, resources of the hardware, and metrics. */
  private static final Pattern NOT_KEPT =
      Pattern.compile(
          "(?:device )?(?:[Ii]nterrupt|[Mm]emory|[Bb]ase|Interrupt:|中断)\\b?.*"
              + "|(?:loop|unspec|tunnel|sit|infiniband|ppp|slip|tunnel6|ipip|ieee80211)\\s.*"
              + "|.*txqueuelen:?\\s?[0-9]+.*");

  @Override
  public String kind() {
    return "ifconfig";
  }

  @Override
  public void parse(CapturedText text, LineLedger ledger) {
    Optional<InterfaceBlock> block = Optional.empty();
    for (int number = 1; number <= text.lines().size(); number++) {
      String line = text.line(number).strip();
      Optional<InterfaceBlock> begun = InterfaceBlock.begin(line, text.at(number));
      if (begun.isPresent()) {
        block.ifPresent(done -> done.finish(ledger));
        block = begun;
      } else if (line.isEmpty()) {
        ledger.ignored(number, Ignored.BLANK);
      } else if (block.isPresent() && block.get().line(line, text.at(number))) {
        ledger.factLine(number);
      } else if (block.isPresent() && NOT_KEPT.matcher(line).matches()) {
        ledger.ignored(number, Ignored.NOT_MODELLED);
      }
    }
    block.ifPresent(done -> done.finish(ledger));
  }
}
