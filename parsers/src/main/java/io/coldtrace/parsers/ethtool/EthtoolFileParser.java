package io.coldtrace.parsers.ethtool;

import io.coldtrace.parsers.CapturedText;
import io.coldtrace.parsers.FileParser;
import io.coldtrace.parsers.Ignored;
import io.coldtrace.parsers.LineLedger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads {@code ethtool} without an option, {@code -k}, {@code -i} and {@code -S}; rings, channels,
 * coalescing, pause frames and time stamps are accounted for.
 *
 * <pre>
 * Features for flannel.1:
 * tx-checksum-ip-generic: on
 * rx-vlan-filter: off [fixed]
 *
 * driver: vmxnet3
 * version: 1.4.17.0-k-NAPI
 * bus-info: 0000:0b:00.0
 *
 * NIC statistics:
 *      rx_dropped: 12
 * </pre>
 *
 * {@code -i} and {@code -S} do not name the interface; the captured file's name does. Format:
 * ethtool(8).
 */
public final class EthtoolFileParser implements FileParser {
  private static final Pattern IN_FILE_NAME =
      Pattern.compile(
          ".*ethtool[ _-]+-?-?[A-Za-z-]{1,20}?[ _-]+(?<device>[^/ _]+?)(?:\\.[a-z]{3,4})?");

  private static final Pattern TITLE =
      Pattern.compile(
          "(?<what>Features|Offload parameters|Settings|Ring parameters|Channel parameters"
              + "|Coalesce parameters|Pause parameters|Time stamping parameters|EEE [Ss]ettings"
              + "|FEC parameters|Standard stats|Private flags|Cable status|Permanent address"
              + "|RX flow hash indirection table|Tunnel information|Link settings|MODULE parameters)"
              + " for (?<device>[^\\s:]+).*|(?<statistics>NIC statistics:)|(?<driver>driver: .*)"
              + "|Actual changes:|Permanent address: .*|\\S+ Pause parameters.*");

  private static final Pattern ERROR =
      Pattern.compile(
          "(?:netlink error: |Cannot (?:get|change|set) |no stats available).*|Operation not supported");

  @Override
  public String kind() {
    return "ethtool";
  }

  @Override
  public void parse(CapturedText text, LineLedger ledger) {
    Matcher named = IN_FILE_NAME.matcher(text.file());
    String device = named.matches() ? named.group("device") : "";
    EthtoolBlock block = EthtoolBlock.none();
    boolean any = text.lines().stream().anyMatch(line -> TITLE.matcher(line.strip()).matches());
    for (int number = 1; number <= text.lines().size(); number++) {
      String line = text.line(number).strip();
      Matcher title = TITLE.matcher(line);
      if (line.isEmpty()) {
        ledger.ignored(number, Ignored.BLANK);
      } else if (any && ERROR.matcher(line).matches()) {
        ledger.ignored(number, Ignored.TOOL_MESSAGE);
      } else if (title.matches()) {
        block.finish(ledger);
        device = title.group("device") == null ? device : title.group("device");
        block = EthtoolBlock.begin(title, device);
        ledger.ignored(number, Ignored.HEADING);
        block.line(line, text.at(number), ledger);
      } else {
        block.line(line, text.at(number), ledger);
      }
    }
    block.finish(ledger);
  }
}
