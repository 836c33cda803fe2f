package io.coldtrace.parsers.netmanager;

import io.coldtrace.facts.Source;
import io.coldtrace.facts.network.ManagedDevice;
import io.coldtrace.parsers.CapturedText;
import io.coldtrace.parsers.FileParser;
import io.coldtrace.parsers.Ignored;
import io.coldtrace.parsers.LineLedger;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads {@code nmcli}: {@code device}, {@code device show}, {@code connection}, {@code general},
 * also terse ({@code -t}), and {@code nmcli} alone.
 *
 * <pre>
 * DEVICE     TYPE      STATE      CONNECTION
 * flannel.1  vxlan     unmanaged  --
 *
 * GENERAL.DEVICE:     eth0
 * GENERAL.STATE:      100 (connected)
 * </pre>
 *
 * Format: nmcli(1).
 */
public final class NmcliFileParser implements FileParser {
  private static final String STATE =
      "(?:unmanaged|unavailable|disconnected|connected|connecting|deactivating|unknown|asleep"
          + "|未托管|不可用|已断开|已连接|连接中|连接)(?: ?[(（][^()（）]*[)）])?";

  private static final String TYPE =
      "(?:ethernet|bridge|wifi|wifi-p2p|loopback|vxlan|tun|bond|team|veth|vlan|dummy|iptunnel|ip-tunnel|infiniband"
          + "|macvlan|ovs-\\w+|wireguard|gsm|bt|vrf|unknown|generic|openvswitch|\\w+)";

  private static final Pattern HEAD =
      Pattern.compile(
          "(?:NAME|名称)\\s+UUID\\s+.*|(?:DEVICE|设备)\\s+(?:TYPE|类型)\\s+.*|(?:STATE|状态)\\s+CONNECTIVITY.*"
              + "|(?:RUNNING|VERSION|PERMISSION|NETWORKING|WIFI-HW|HOSTNAME)(?:\\s+[A-Z-]+)*");

  private static final Pattern DEVICE =
      Pattern.compile(
          "(?<device>[\\w.@-]+)\\s+(?<type>"
              + TYPE
              + ")\\s+(?<state>"
              + STATE
              + ")(?:\\s+(?<connection>\\S.*))?");

  private static final Pattern TERSE =
      Pattern.compile(
          "(?<device>[\\w.@-]+):(?<type>"
              + TYPE
              + "):(?<state>"
              + STATE
              + ")(?::(?<connection>.*))?");

  private static final Pattern PROPERTY =
      Pattern.compile(
          "(?<name>[A-Z][A-Z0-9-]*(?:\\.[A-Z0-9-]+)?(?:\\[[0-9]+\\])?):\\s*(?<value>.*)");

  private static final Pattern SETTING = Pattern.compile("[a-z0-9-]+\\.[a-z0-9-]+:(?:\\s+.*)?");

  private static final Pattern UUID =
      Pattern.compile(
          ".*(?:^|[\\s:])[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}(?:$|[\\s:]).*");

  /** What {@code nmcli} alone prints: a device with what is known of it, indented. */
  private static final Pattern SUMMARY =
      Pattern.compile("(?<device>[\\w.@-]+): (?<state>" + STATE + ")(?: to (?<connection>.*))?");

  private static final Pattern MESSAGE = Pattern.compile("(?:Error|Warning|错误|警告)[:：] .*");

  private static final Pattern GENERAL_ROW =
      Pattern.compile(
          "(?:connected|disconnected|connecting|asleep|running|not running)\\b.*|[0-9.]+(?:-\\S+)?");

  @Override
  public String kind() {
    return "nmcli";
  }

  @Override
  public void parse(CapturedText text, LineLedger ledger) {
    DeviceBlock block = new DeviceBlock(ledger);
    boolean inSummary = false;
    for (int number = 1; number <= text.lines().size(); number++) {
      String line = text.line(number);
      String words = line.strip();
      if (words.isEmpty()) {
        ledger.ignored(number, Ignored.BLANK);
        inSummary = false;
        continue;
      }
      boolean indented = Character.isWhitespace(line.charAt(0));
      if (inSummary && indented) {
        ledger.ignored(number, Ignored.NOT_MODELLED);
      } else {
        inSummary = line(words, text.at(number), ledger, block) || (inSummary && indented);
      }
    }
    block.finish();
  }

  /** Reads a line; whether a summary begins with it. */
  private static boolean line(String words, Source source, LineLedger ledger, DeviceBlock block) {
    Matcher property = PROPERTY.matcher(words);
    for (Pattern pattern : List.of(DEVICE, TERSE, SUMMARY)) {
      Matcher device = pattern.matcher(words);
      if (device.matches()) {
        String type = pattern == SUMMARY ? "" : device.group("type");
        ledger.fact(device(source, device, type));
        return pattern == SUMMARY;
      }
    }
    if (property.matches()) {
      block.property(property.group("name"), property.group("value"), source);
    } else if (HEAD.matcher(words).matches()) {
      ledger.ignored(source.line(), Ignored.HEADING);
    } else if (MESSAGE.matcher(words).matches()) {
      ledger.ignored(source.line(), Ignored.TOOL_MESSAGE);
    } else if (UUID.matcher(words).matches()
        || SETTING.matcher(words).matches()
        || GENERAL_ROW.matcher(words).matches()) {
      ledger.ignored(source.line(), Ignored.NOT_MODELLED);
    } else if (words.matches(
        "(?:DNS configuration|Use \"nmcli device show\"|\"nmcli connection show\" to|Consult nmcli).*")) {
      ledger.ignored(source.line(), Ignored.HEADING);
      return words.startsWith("DNS");
    }
    return false;
  }

  private static ManagedDevice device(Source source, Matcher device, String type) {
    return new ManagedDevice(
        source,
        "NetworkManager",
        device.group("device"),
        type,
        stateOf(device.group("state")),
        connectionOf(device.group("connection")));
  }

  /** What another program made and NetworkManager only looks at, it calls connected as well. */
  private static String stateOf(String state) {
    if (state.contains("external") || state.contains("外部")) {
      return "connected (externally)";
    }
    return switch (state.replaceFirst(" ?[(（].*", "")) {
      case "未托管" -> "unmanaged";
      case "不可用" -> "unavailable";
      case "已断开" -> "disconnected";
      case "已连接", "连接" -> "connected";
      case "连接中" -> "connecting";
      default -> state.replaceFirst(" ?[(（].*", "");
    };
  }

  private static String connectionOf(String connection) {
    return connection == null || connection.equals("--") ? "" : connection.strip();
  }

  /** {@code GENERAL.DEVICE} begins what {@code device show} says of a device. */
  private static final class DeviceBlock {
    private final LineLedger ledger;
    private Source source = Source.NONE;
    private String device = "";
    private String type = "";
    private String state = "";
    private String connection = "";

    DeviceBlock(LineLedger ledger) {
      this.ledger = ledger;
    }

    void property(String name, String value, Source at) {
      switch (name) {
        case "GENERAL.DEVICE" -> {
          finish();
          source = at;
          device = value;
        }
        case "GENERAL.TYPE" -> type = value;
        case "GENERAL.STATE" -> state = value.replaceFirst("^[0-9]+ \\(?(.*?)\\)?$", "$1");
        case "GENERAL.CONNECTION" -> connection = connectionOf(value);
        default -> ledger.ignored(at.line(), Ignored.NOT_MODELLED);
      }
      if (name.matches("GENERAL\\.(?:DEVICE|TYPE|STATE|CONNECTION)")) {
        ledger.factLine(at.line());
      }
    }

    void finish() {
      if (!device.isEmpty()) {
        ledger.fact(
            new ManagedDevice(
                source, "NetworkManager", device, type, stateOf(state.strip()), connection));
      }
      device = "";
      type = "";
      state = "";
      connection = "";
    }
  }
}
