package io.coldtrace.parsers.host;

import io.coldtrace.facts.Source;
import io.coldtrace.facts.kernel.SystemdUnit;
import io.coldtrace.parsers.CapturedText;
import io.coldtrace.parsers.FileParser;
import io.coldtrace.parsers.Ignored;
import io.coldtrace.parsers.LineLedger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads {@code systemctl list-units} and {@code systemctl status}. The rows of {@code
 * list-unit-files} are understood and not kept: they say what starts, not what runs.
 *
 * <pre>
 *   UNIT                              LOAD   ACTIVE   SUB     DESCRIPTION
 *   containerd.service                loaded active   running containerd container runtime
 * ● firewalld.service                 loaded failed   failed  firewalld - dynamic firewall daemon
 *
 * LOAD   = Reflects whether the unit definition was properly loaded.
 * </pre>
 *
 * Format: systemctl(1).
 */
public final class SystemctlFileParser implements FileParser {
  private static final String NAME =
      "(?<name>\\S+\\.(?:automount|device|mount|path|scope|service|slice|snapshot|socket|swap|target"
          + "|timer))";

  private static final Pattern UNIT =
      Pattern.compile(
          "(?:[^\\w\\s/-]\\s*)?"
              + NAME
              + "\\s+(?<load>loaded|not-found|masked|error|bad-setting|merged|stub)"
              + "\\s+(?<active>[a-z-]+)\\s+(?<sub>[a-z-]+)(?:\\s+(?<description>.*))?");

  private static final Pattern UNIT_FILE =
      Pattern.compile(
          NAME
              + "\\s+(?:enabled|disabled|static|masked|generated|transient|indirect|alias|linked|bad"
              + "|enabled-runtime|linked-runtime|masked-runtime)(?:\\s+(?:enabled|disabled|-))?");

  private static final Pattern HEADING =
      Pattern.compile(
          "UNIT\\s+(?:LOAD|FILE)\\b.*|(?:Legend: )?(?:LOAD|ACTIVE|SUB|JOB)\\s+[=→] .*"
              + "|[0-9]+ (?:loaded )?(?:units|unit files) listed\\..*"
              + "|To show all installed unit files use .*|Pass --all to see .*"
              + "|lines [0-9]+-[0-9]+.*");

  private static final Pattern MESSAGE =
      Pattern.compile(
          "Failed to .*|Unit \\S+ could not be found\\.|Warning: .*|Hint: .*|System has not been booted with systemd .*|Can't operate\\. .*");

  @Override
  public String kind() {
    return "systemctl";
  }

  @Override
  public void parse(CapturedText text, LineLedger ledger) {
    UnitStatus status = new UnitStatus(ledger);
    for (int number = 1; number <= text.lines().size(); number++) {
      String line = text.line(number).strip();
      if (line.isEmpty()) {
        ledger.ignored(number, Ignored.BLANK);
      } else if (!status.read(line, text.at(number))) {
        parseLine(line, text.at(number), ledger);
      }
    }
  }

  private static void parseLine(String line, Source source, LineLedger ledger) {
    Matcher unit = UNIT.matcher(line);
    if (unit.matches()) {
      String description = unit.group("description");
      ledger.fact(
          new SystemdUnit(
              source,
              unit.group("name"),
              unit.group("load"),
              unit.group("active"),
              unit.group("sub"),
              description == null ? "" : description));
    } else if (HEADING.matcher(line).matches()) {
      ledger.ignored(source.line(), Ignored.HEADING);
    } else if (UNIT_FILE.matcher(line).matches()) {
      ledger.ignored(source.line(), Ignored.NOT_MODELLED);
    } else if (MESSAGE.matcher(line).matches()) {
      ledger.ignored(source.line(), Ignored.TOOL_MESSAGE);
    }
  }
}
