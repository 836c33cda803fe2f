package io.coldtrace.parsers.host;

import io.coldtrace.facts.Source;
import io.coldtrace.facts.kernel.HostSetting;
import io.coldtrace.parsers.Ignored;
import io.coldtrace.parsers.LineLedger;
import io.coldtrace.parsers.LineParser;
import io.coldtrace.parsers.NodePath;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the node's clock as our collector asks for it, {@code date +%s%t%Z%t%z}, into the settings
 * {@code epoch}, {@code zone} and {@code offset}.
 *
 * <pre>
 * 1795384337	CST	+0800
 * </pre>
 *
 * Format: {@code docs/snapshot-format.md}.
 */
public final class DateFileParser extends LineParser {
  private static final Pattern CLOCK =
      Pattern.compile("([0-9]{9,12})(?:\\s+(\\S+))?(?:\\s+([+-][0-9:]{4,5}))?");

  /** {@code Sun Nov 22 22:22:25 CST 2026}, in any language. */
  private static final Pattern FOR_PEOPLE =
      Pattern.compile("(?=.*\\b[0-9]{4}(?:\\b|年)).*\\b[0-9]{1,2}:[0-9]{2}:[0-9]{2}\\b.*");

  @Override
  public String kind() {
    return "date";
  }

  @Override
  protected void parseLine(String line, Source source, LineLedger ledger) {
    Matcher clock = CLOCK.matcher(line);
    if (clock.matches()) {
      String[] keys = {"epoch", "zone", "offset"};
      for (int i = 0; i < keys.length; i++) {
        if (clock.group(i + 1) != null) {
          ledger.fact(new HostSetting(source, NodePath.of(source), keys[i], clock.group(i + 1)));
        }
      }
    } else if (FOR_PEOPLE.matcher(line).matches()) {
      // A zone's short name is no offset: CST is China's time and Chicago's.
      ledger.ignored(source.line(), Ignored.NOT_MODELLED);
    }
  }
}
