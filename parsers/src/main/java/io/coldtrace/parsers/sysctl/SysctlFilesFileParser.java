package io.coldtrace.parsers.sysctl;

import io.coldtrace.facts.kernel.SysctlFile;
import io.coldtrace.parsers.CapturedText;
import io.coldtrace.parsers.FileParser;
import io.coldtrace.parsers.Ignored;
import io.coldtrace.parsers.LineLedger;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The files of the sysctl load chain, as our collector lists them (docs/snapshot-format.md): path,
 * link target, bytes, modification time, package, with tabs between and {@code -} for none.
 *
 * <pre>
 * /etc/sysctl.d/99-sysctl.conf	../sysctl.conf	14	1700000000	procps
 * /usr/lib/sysctl.d/50-default.conf	-	1810	1690000000	systemd
 * </pre>
 */
public final class SysctlFilesFileParser implements FileParser {
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");

  @Override
  public String kind() {
    return "sysctl-files";
  }

  @Override
  public void parse(CapturedText text, LineLedger ledger) {
    for (int line = 1; line <= text.lines().size(); line++) {
      String content = text.line(line);
      if (content.isBlank()) {
        ledger.ignored(line, Ignored.BLANK);
        continue;
      }
      String[] columns = content.split("\t", -1);
      if (isFile(columns)) {
        ledger.fact(
            new SysctlFile(
                text.at(line),
                columns[0],
                unlessDash(columns[1]),
                Long.parseLong(columns[2]),
                Long.parseLong(columns[3]),
                unlessDash(columns[4])));
      }
    }
  }

  private static boolean isFile(String[] columns) {
    return columns.length == 5
        && columns[0].startsWith("/")
        && NUMBER.matcher(columns[2]).matches()
        && NUMBER.matcher(columns[3]).matches();
  }

  private static Optional<String> unlessDash(String column) {
    return column.equals("-") ? Optional.empty() : Optional.of(column);
  }
}
