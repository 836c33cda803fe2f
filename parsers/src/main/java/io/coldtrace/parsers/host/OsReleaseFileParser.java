package io.coldtrace.parsers.host;

import io.coldtrace.facts.kernel.OsRelease;
import io.coldtrace.parsers.CapturedText;
import io.coldtrace.parsers.FileParser;
import io.coldtrace.parsers.Ignored;
import io.coldtrace.parsers.LineLedger;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads os-release, and the older lsb-release, redhat-release and SuSE-release.
 *
 * <pre>
 * NAME="openEuler"
 * VERSION_ID="22.03"
 * ID="openEuler"
 * PRETTY_NAME="openEuler 22.03 LTS"
 * </pre>
 *
 * Format: os-release(5); {@code CentOS Linux release 7.9.2009 (Core)} is one line of text.
 */
public final class OsReleaseFileParser implements FileParser {
  private static final Pattern ASSIGNMENT = Pattern.compile("([A-Za-z_0-9]+)\\s*=\\s*(.*)");

  /** {@code CentOS Linux release 7.9.2009 (Core)}, {@code openSUSE 13.2 (x86_64)}. */
  private static final Pattern TITLE =
      Pattern.compile("([A-Za-z][A-Za-z ]*?)(?: release)? ([0-9][0-9.]*)( .*)?");

  private static final Set<String> KEPT =
      Set.of(
          "ID",
          "ID_LIKE",
          "NAME",
          "PRETTY_NAME",
          "VERSION",
          "VERSION_ID",
          "DISTRIB_ID",
          "DISTRIB_RELEASE",
          "DISTRIB_DESCRIPTION");

  @Override
  public String kind() {
    return "os-release";
  }

  @Override
  public void parse(CapturedText text, LineLedger ledger) {
    Map<String, String> values = new TreeMap<>();
    int titleLine = 0;
    for (int number = 1; number <= text.lines().size(); number++) {
      String line = text.line(number).strip();
      Matcher assignment = ASSIGNMENT.matcher(line);
      Matcher title = TITLE.matcher(line);
      if (line.isEmpty()) {
        ledger.ignored(number, Ignored.BLANK);
      } else if (line.startsWith("#")) {
        ledger.ignored(number, Ignored.COMMENT);
      } else if (assignment.matches()) {
        boolean kept = KEPT.contains(assignment.group(1));
        if (kept) {
          values.put(assignment.group(1), Quotes.strip(assignment.group(2)));
          ledger.factLine(number);
        } else {
          ledger.ignored(number, Ignored.NOT_MODELLED);
        }
        boolean better = assignment.group(1).matches("PRETTY_NAME|DISTRIB_DESCRIPTION");
        titleLine = better || (kept && titleLine == 0) ? number : titleLine;
      } else if (title.matches() && values.isEmpty()) {
        values.put("NAME", title.group(1));
        values.put("VERSION_ID", title.group(2));
        values.put("PRETTY_NAME", line);
        titleLine = number;
      }
    }
    if (titleLine > 0) {
      ledger.fact(release(values, text, titleLine));
    }
  }

  private static OsRelease release(Map<String, String> values, CapturedText text, int line) {
    String like = values.getOrDefault("ID_LIKE", "");
    return new OsRelease(
        text.at(line),
        first(values, "ID", "DISTRIB_ID", "NAME"),
        like.isBlank() ? List.of() : List.of(like.strip().split("\\s+", -1)),
        first(values, "VERSION_ID", "DISTRIB_RELEASE", "VERSION"),
        first(values, "PRETTY_NAME", "DISTRIB_DESCRIPTION", "NAME"));
  }

  private static String first(Map<String, String> values, String... keys) {
    for (String key : keys) {
      if (values.containsKey(key)) {
        return values.get(key);
      }
    }
    return "";
  }
}
