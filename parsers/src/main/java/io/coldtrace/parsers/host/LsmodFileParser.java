package io.coldtrace.parsers.host;

import io.coldtrace.facts.Source;
import io.coldtrace.facts.kernel.KernelModule;
import io.coldtrace.parsers.Ignored;
import io.coldtrace.parsers.LineLedger;
import io.coldtrace.parsers.LineParser;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads {@code lsmod}; busybox adds the taint.
 *
 * <pre>
 * Module                  Size  Used by
 * vxlan                  98304  0
 * udp_tunnel             20480  1 vxlan
 * hostguard              40960  1 - Live 0xffffffffc0a31000 (OE)
 * </pre>
 *
 * Format: lsmod(8).
 */
public final class LsmodFileParser extends LineParser {
  private static final Pattern MODULE =
      Pattern.compile(
          "([A-Za-z0-9_]+)\\s+([0-9]{1,18})\\s+-?[0-9]+(?:\\s+[^(]*)?(?:\\(([A-Z+-]+)\\))?");

  @Override
  public String kind() {
    return "lsmod";
  }

  @Override
  protected void parseLine(String line, Source source, LineLedger ledger) {
    Matcher module = MODULE.matcher(line);
    if (line.startsWith("Module ")) {
      ledger.ignored(source.line(), Ignored.HEADING);
    } else if (module.matches()) {
      String taint = module.group(3) == null ? "" : module.group(3);
      ledger.fact(
          new KernelModule(source, module.group(1), Long.parseLong(module.group(2)), taint));
    }
  }
}
