package io.coldtrace.parsers.host;

import io.coldtrace.facts.Source;
import io.coldtrace.facts.kernel.HostSetting;
import io.coldtrace.parsers.LineLedger;
import io.coldtrace.parsers.LineParser;
import io.coldtrace.parsers.NodePath;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads {@code sysctl -V} into the setting {@code procps}: the version decides in which order
 * {@code sysctl --system} reads its folders.
 *
 * <pre>
 * sysctl from procps-ng 4.0.2
 * </pre>
 *
 * Format: sysctl(8); busybox's has no such option.
 */
public final class SysctlVersionFileParser extends LineParser {
  private static final Pattern VERSION =
      Pattern.compile(
          "(?:sysctl from procps-ng|sysctl \\(procps version|procps version) ([0-9][0-9.]*)\\)?");

  @Override
  public String kind() {
    return "sysctl-version";
  }

  @Override
  protected void parseLine(String line, Source source, LineLedger ledger) {
    Matcher version = VERSION.matcher(line);
    if (version.matches()) {
      ledger.fact(new HostSetting(source, NodePath.of(source), "procps", version.group(1)));
    }
  }
}
