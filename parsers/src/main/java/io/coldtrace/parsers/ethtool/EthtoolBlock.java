package io.coldtrace.parsers.ethtool;

import io.coldtrace.facts.Source;
import io.coldtrace.facts.network.DriverCounter;
import io.coldtrace.facts.network.InterfaceDriver;
import io.coldtrace.facts.network.InterfaceSetting;
import io.coldtrace.facts.network.Offload;
import io.coldtrace.parsers.Ignored;
import io.coldtrace.parsers.LineLedger;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The lines below one title of {@code ethtool}. */
final class EthtoolBlock {
  private enum Topic {
    NONE,
    DRIVER,
    FEATURES,
    OTHER,
    SETTINGS,
    STATISTICS
  }

  /** The colon is missing in what some versions print of a bond. */
  private static final Pattern FEATURE =
      Pattern.compile(
          "(?<name>[a-z0-9][\\w.-]*):? (?<state>on|off)(?<fixed> \\[fixed])?(?: \\[[a-z ]+])?");

  private static final Pattern COUNTER = Pattern.compile("(?<name>.+?): *(?<value>-?[0-9]{1,18})");
  private static final Pattern QUEUE_TITLE = Pattern.compile("[TR]x Queue#: .*");
  private static final Pattern PAIR = Pattern.compile("(?<name>[A-Za-z][^:]*):\\s*(?<value>.*)");

  /** Values of settings that go on on the next line. */
  private static final Pattern GOES_ON =
      Pattern.compile(
          "[0-9]+base\\S+.*|(?:drv|probe|link|timer|ifdown|ifup|rx_err|tx_err|hw|wol)\\b[a-z_ ]*|Not reported|None|\\S+/(?:Half|Full).*");

  private static final Set<String> KEPT =
      Set.of("Auto-negotiation", "Duplex", "Link detected", "Port", "Speed");

  private final Topic topic;
  private final String device;
  private final Map<String, String> driver = new HashMap<>();
  private Optional<Source> driverLine = Optional.empty();

  private EthtoolBlock(Topic topic, String device) {
    this.topic = topic;
    this.device = device;
  }

  static EthtoolBlock none() {
    return new EthtoolBlock(Topic.NONE, "");
  }

  static EthtoolBlock begin(Matcher title, String device) {
    String what = title.group("what") == null ? "" : title.group("what");
    if (title.group("driver") != null) {
      return new EthtoolBlock(Topic.DRIVER, device);
    }
    if (title.group("statistics") != null || what.equals("Standard stats")) {
      return new EthtoolBlock(Topic.STATISTICS, device);
    }
    return switch (what) {
      case "Features", "Offload parameters" -> new EthtoolBlock(Topic.FEATURES, device);
      case "Settings" -> new EthtoolBlock(Topic.SETTINGS, device);
      default ->
          title.group().startsWith("Actual changes")
              ? new EthtoolBlock(Topic.FEATURES, device)
              : new EthtoolBlock(Topic.OTHER, device);
    };
  }

  void line(String line, Source source, LineLedger ledger) {
    switch (topic) {
      case DRIVER -> driver(line, source, ledger);
      case FEATURES -> feature(line, source, ledger);
      case SETTINGS -> setting(line, source, ledger);
      case STATISTICS -> statistic(line, source, ledger);
      case OTHER -> {
        if (line.matches("(?:Pre-set maximums|Current hardware settings|Capabilities).*")) {
          ledger.ignored(source.line(), Ignored.HEADING);
        } else if (PAIR.matcher(line).matches()
            || line.matches("[0-9]+: +[0-9 ]+|[a-z0-9-]+(?: .*)?")) {
          ledger.ignored(source.line(), Ignored.NOT_MODELLED);
        }
      }
      case NONE -> {}
    }
  }

  private void feature(String line, Source source, LineLedger ledger) {
    Matcher feature = FEATURE.matcher(line);
    if (feature.matches()) {
      ledger.fact(
          new Offload(
              source,
              device,
              feature.group("name"),
              feature.group("state").equals("on"),
              feature.group("fixed") != null));
    }
  }

  private void statistic(String line, Source source, LineLedger ledger) {
    Matcher counter = COUNTER.matcher(line);
    if (QUEUE_TITLE.matcher(line).matches()) {
      ledger.ignored(source.line(), Ignored.HEADING);
    } else if (counter.matches()) {
      long value = Long.parseLong(counter.group("value"));
      ledger.fact(new DriverCounter(source, device, counter.group("name").strip(), value));
    }
  }

  private void setting(String line, Source source, LineLedger ledger) {
    Matcher pair = PAIR.matcher(line);
    if (pair.matches() && KEPT.contains(pair.group("name"))) {
      ledger.fact(
          new InterfaceSetting(source, device, pair.group("name"), pair.group("value").strip()));
    } else if (pair.matches() || GOES_ON.matcher(line).matches()) {
      ledger.ignored(source.line(), Ignored.NOT_MODELLED);
    }
  }

  private void driver(String line, Source source, LineLedger ledger) {
    Matcher pair = PAIR.matcher(line);
    if (!pair.matches()) {
      return;
    }
    switch (pair.group("name")) {
      case "driver", "version", "firmware-version", "bus-info" -> {
        driver.put(pair.group("name"), pair.group("value").strip());
        driverLine = driverLine.or(() -> Optional.of(source));
        ledger.factLine(source.line());
      }
      default -> ledger.ignored(source.line(), Ignored.NOT_MODELLED);
    }
  }

  void finish(LineLedger ledger) {
    driverLine.ifPresent(
        source ->
            ledger.fact(
                new InterfaceDriver(
                    source,
                    device,
                    driver.getOrDefault("driver", ""),
                    driver.getOrDefault("version", ""),
                    driver.getOrDefault("firmware-version", ""),
                    driver.getOrDefault("bus-info", ""))));
  }
}
