package io.coldtrace.parsers.host;

import io.coldtrace.facts.Source;
import io.coldtrace.facts.kernel.HostSetting;
import io.coldtrace.parsers.Ignored;
import io.coldtrace.parsers.LineLedger;
import io.coldtrace.parsers.LineParser;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads {@code timedatectl}: settings by their names, those of old versions too.
 *
 * <pre>
 *                Time zone: Asia/Shanghai (CST, +0800)
 * System clock synchronized: yes
 *               NTP service: active
 *      NTP synchronized: no
 * </pre>
 *
 * Format: systemd, {@code src/timedate/timedatectl.c}.
 */
public final class TimedatectlFileParser extends LineParser {
  private static final Pattern SETTING = Pattern.compile("([A-Z][\\w() -]{2,40}): +(\\S.*)");

  @Override
  public String kind() {
    return "timedatectl";
  }

  @Override
  protected void parseLine(String line, Source source, LineLedger ledger) {
    Matcher setting = SETTING.matcher(line);
    if (line.matches("(?:System has not been booted|Failed to|Warning:).*")) {
      ledger.ignored(source.line(), Ignored.TOOL_MESSAGE);
    } else if (setting.matches()) {
      ledger.fact(new HostSetting(source, "timedatectl", setting.group(1), setting.group(2)));
    }
  }
}
