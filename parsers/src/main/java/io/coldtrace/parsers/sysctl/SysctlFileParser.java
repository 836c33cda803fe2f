package io.coldtrace.parsers.sysctl;

import io.coldtrace.facts.kernel.Sysctl;
import io.coldtrace.parsers.CapturedText;
import io.coldtrace.parsers.FileParser;
import io.coldtrace.parsers.Ignored;
import io.coldtrace.parsers.LineLedger;

/**
 * What the running kernel has, {@code sysctl -a} of sysctl(8):
 *
 * <pre>
 * net.ipv4.ip_forward = 1
 * net.ipv4.conf.eth0/100.rp_filter = 0
 * net.ipv4.tcp_rmem = 4096	131072	6291456
 * sysctl: permission denied on key 'fs.protected_fifos'
 * /proc/sys/net/ipv4/ip_forward = 1
 * </pre>
 *
 * The last form is that of support bundles that print the files of {@code /proc/sys}.
 */
public final class SysctlFileParser implements FileParser {
  @Override
  public String kind() {
    return "sysctl-a";
  }

  @Override
  public void parse(CapturedText text, LineLedger ledger) {
    for (int line = 1; line <= text.lines().size(); line++) {
      parseLine(text, line, ledger);
    }
  }

  private static void parseLine(CapturedText text, int line, LineLedger ledger) {
    String content = text.line(line).strip();
    if (content.isEmpty()) {
      ledger.ignored(line, Ignored.BLANK);
      return;
    }
    if (content.startsWith("sysctl:") || content.startsWith("error:")) {
      ledger.ignored(line, Ignored.TOOL_MESSAGE);
      return;
    }
    int equals = content.indexOf('=');
    String key = equals < 0 ? "" : content.substring(0, equals).strip();
    if (!key.isEmpty() && key.chars().noneMatch(Character::isWhitespace)) {
      String value = content.substring(equals + 1).strip();
      ledger.fact(new Sysctl(text.at(line), SysctlKey.normalize(key), value));
    }
  }
}
