package io.coldtrace.parsers.firewall;

import io.coldtrace.facts.Source;
import io.coldtrace.facts.netfilter.FirewalldZone;
import io.coldtrace.parsers.CapturedText;
import io.coldtrace.parsers.FileParser;
import io.coldtrace.parsers.Ignored;
import io.coldtrace.parsers.LineLedger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads {@code firewall-cmd}: {@code --list-all}, {@code --list-all-zones}, {@code
 * --list-all-policies}, {@code --state}, {@code --get-active-zones}, {@code --direct
 * --get-all-rules}.
 *
 * <pre>
 * public (default, active)
 *   target: default
 *   interfaces: eth0
 *   ports: 8472/udp 6443/tcp
 *   rich rules:
 * 	rule family="ipv4" source address="10.0.0.0/8" accept
 * </pre>
 *
 * Format: firewall-cmd(1).
 */
public final class FirewallCmdFileParser implements FileParser {
  private static final Pattern ZONE =
      Pattern.compile("(?<name>[\\w/+.-]+)(?: \\((?<marks>[a-z, ]+)\\))?");

  /** What a zone or a policy may say of itself. */
  private static final Set<String> KEYS =
      Set.of(
          "target",
          "priority",
          "ingress-priority",
          "egress-priority",
          "ingress-zones",
          "egress-zones",
          "icmp-block-inversion",
          "interfaces",
          "sources",
          "services",
          "ports",
          "protocols",
          "forward",
          "masquerade",
          "forward-ports",
          "source-ports",
          "icmp-blocks",
          "rich rules",
          "summary",
          "description");

  private static final Pattern RICH_RULE =
      Pattern.compile(
          "rule (?:priority|family|service|port|protocol|source|destination|icmp|masquerade|forward|log|audit|accept|reject|drop|mark|tcp).*");
  private static final Pattern FORWARD_PORT = Pattern.compile("port=\\S+:proto=\\w+:.*");
  private static final Pattern DIRECT =
      Pattern.compile(
          "(?:ipv4|ipv6|eb)(?: (?:filter|nat|mangle|raw|security|broute) \\S+ -?[0-9]+)? \\S.*");
  private static final Pattern WORD =
      Pattern.compile(
          "(?:not )?running|(?:FirewallD is )?not running|yes|no|success|(?:[0-9-]+/(?:tcp|udp|sctp|dccp) ?)+");

  @Override
  public String kind() {
    return "firewall-cmd";
  }

  /** A zone while it is read: the words of each key. */
  private static final class Block {
    final Source source;
    final String name;
    final boolean active;
    final Map<String, List<String>> words = new LinkedHashMap<>();
    String key = "";

    Block(Source source, String name, boolean active) {
      this.source = source;
      this.name = name;
      this.active = active;
    }

    List<String> all(String name) {
      return words.getOrDefault(name, List.of());
    }

    FirewalldZone zone() {
      return new FirewalldZone(
          source,
          name,
          active,
          String.join(" ", all("target")),
          all("interfaces"),
          all("sources"),
          all("services"),
          all("ports"),
          all("masquerade").contains("yes"),
          all("rich rules"));
    }
  }

  @Override
  public void parse(CapturedText text, LineLedger ledger) {
    Block block = null;
    for (int number = 1; number <= text.lines().size(); number++) {
      String line = text.line(number).stripTrailing();
      String words = line.strip();
      boolean indented = !words.isEmpty() && Character.isWhitespace(line.charAt(0));
      Matcher zone = ZONE.matcher(words);
      if (words.isEmpty()) {
        ledger.ignored(number, Ignored.BLANK);
      } else if (WORD.matcher(words).matches() || DIRECT.matcher(words).matches()) {
        ledger.ignored(number, Ignored.NOT_MODELLED);
      } else if (!indented && zone.matches() && beginsBlock(text, number)) {
        finish(block, ledger);
        String marks = zone.group("marks") == null ? "" : zone.group("marks");
        block = new Block(text.at(number), zone.group("name"), marks.contains("active"));
        ledger.factLine(number);
      } else if (block != null && within(block, words)) {
        ledger.factLine(number);
      } else if (RICH_RULE.matcher(words).matches()) {
        ledger.ignored(number, Ignored.NOT_MODELLED);
      }
    }
    finish(block, ledger);
  }

  private static void finish(Block block, LineLedger ledger) {
    if (block != null) {
      ledger.fact(block.zone());
    }
  }

  private static boolean beginsBlock(CapturedText text, int number) {
    return number < text.lines().size()
        && text.line(number + 1).matches("\\s+[a-z][a-z -]*:?.*")
        && KEYS.contains(key(text.line(number + 1).strip()));
  }

  private static String key(String words) {
    int colon = words.indexOf(':');
    return colon < 0 ? words : words.substring(0, colon);
  }

  private static boolean within(Block block, String words) {
    String key = key(words);
    if (KEYS.contains(key)) {
      block.key = key;
      String value = words.length() > key.length() ? words.substring(key.length() + 1).strip() : "";
      List<String> values = value.isEmpty() ? List.of() : List.of(value.split("\\s+", -1));
      block.words.put(key, new ArrayList<>(values));
      return true;
    }
    boolean rich = block.key.equals("rich rules") && RICH_RULE.matcher(words).matches();
    boolean forward = block.key.equals("forward-ports") && FORWARD_PORT.matcher(words).matches();
    if (rich || forward) {
      block.words.get(block.key).add(words);
      return true;
    }
    return false;
  }
}
