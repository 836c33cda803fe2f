package io.coldtrace.parsers.firewall;

import io.coldtrace.facts.Source;
import io.coldtrace.facts.kernel.HostSetting;
import io.coldtrace.facts.netfilter.UfwRule;
import io.coldtrace.parsers.Ignored;
import io.coldtrace.parsers.LineLedger;
import io.coldtrace.parsers.LineParser;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads {@code ufw status}, also {@code verbose} and {@code numbered}, and {@code ufw show added}.
 *
 * <pre>
 * Status: active
 * Default: deny (incoming), allow (outgoing), deny (routed)
 * To                         Action      From
 * --                         ------      ----
 * [ 1] 8472/udp              ALLOW IN    10.0.0.0/24                # vxlan
 * </pre>
 *
 * Format: ufw(8), {@code ufw/backend_iptables.py}.
 */
public final class UfwFileParser extends LineParser {
  private static final Pattern STATUS =
      Pattern.compile("(?:Status|状态)[:：] ?(?<value>active|inactive|激活|不活动)");
  private static final Pattern SETTING =
      Pattern.compile("(?<key>Logging|Default|New profiles|日志|默认)[:：] ?(?<value>.*)");
  private static final Pattern RULE =
      Pattern.compile(
          "(?:\\[ *[0-9]+\\] )?(?<to>\\S.*?)\\s+(?<action>ALLOW|DENY|REJECT|LIMIT)(?: (?<direction>IN|OUT|FWD))?"
              + "\\s+(?<from>\\S.*?)(?:\\s+\\((?:out|log|log-all)[^)]*\\))?(?:\\s+# .*)?");
  private static final Pattern HEAD =
      Pattern.compile(
          "(?:To\\s+Action|至\\s+动作)\\s+.*|--\\s+-+\\s+-+|Added user rules.*|Firewall (?:stopped|is).*");

  @Override
  public String kind() {
    return "ufw";
  }

  @Override
  protected void parseLine(String line, Source source, LineLedger ledger) {
    Matcher status = STATUS.matcher(line);
    Matcher setting = SETTING.matcher(line);
    Matcher rule = RULE.matcher(line);
    if (status.matches()) {
      String value = status.group("value");
      String english = value.equals("激活") ? "active" : value.equals("不活动") ? "inactive" : value;
      ledger.fact(new HostSetting(source, "ufw status", "Status", english));
    } else if (setting.matches()) {
      ledger.fact(
          new HostSetting(source, "ufw status", setting.group("key"), setting.group("value")));
    } else if (HEAD.matcher(line).matches()) {
      ledger.ignored(source.line(), Ignored.HEADING);
    } else if (rule.matches()) {
      String direction = rule.group("direction");
      ledger.fact(
          new UfwRule(
              source,
              rule.group("to"),
              rule.group("action"),
              direction == null ? "IN" : direction,
              rule.group("from")));
    } else if (line.matches("ufw (?:route )?(?:allow|deny|reject|limit) .*")) {
      ledger.ignored(source.line(), Ignored.NOT_MODELLED);
    }
  }
}
