package io.coldtrace.parsers.host;

import io.coldtrace.facts.Source;
import io.coldtrace.facts.kernel.KernelModule;
import io.coldtrace.parsers.LineLedger;
import io.coldtrace.parsers.LineParser;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads {@code /proc/modules}.
 *
 * <pre>
 * vxlan 98304 0 - Live 0x0000000000000000
 * hostguard 40960 1 nf_conntrack,nf_defrag_ipv4, Live 0xffffffffc0a31000 (OE)
 * </pre>
 *
 * Format: proc(5).
 */
public final class ProcModulesFileParser extends LineParser {
  private static final Pattern MODULE =
      Pattern.compile(
          "(\\S+) ([0-9]{1,18}) (?:-?[0-9]+|-) \\S+ (?:Live|Loading|Unloading) 0x[0-9a-f]+"
              + "(?: \\(([A-Z+-]+)\\))?");

  @Override
  public String kind() {
    return "proc-modules";
  }

  @Override
  protected void parseLine(String line, Source source, LineLedger ledger) {
    Matcher module = MODULE.matcher(line);
    if (module.matches()) {
      String taint = module.group(3) == null ? "" : module.group(3);
      ledger.fact(
          new KernelModule(source, module.group(1), Long.parseLong(module.group(2)), taint));
    }
  }
}
