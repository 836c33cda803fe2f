package io.coldtrace.parsers.iptables;

import io.coldtrace.facts.netfilter.RuleOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What stands behind the addresses of a row of {@code iptables -L}: each extension says in words of
 * its own what its options are. They become the options that {@code iptables -S} would show; words
 * that are not known are kept together, as a condition that may hold or not.
 */
final class RuleConditions {
  /**
   * What is printed, and the option that it stands for: a module, its option, its arguments made of
   * the groups {@code a} and {@code b}; the group {@code n} negates it. A module {@code *} is the
   * protocol's. Nothing at the right: the words say nothing of their own.
   */
  private static final List<Form> MATCHES =
      forms(
          """
          /\\* (?<a>.*?)(?: ?\\*/|$) -> comment --comment a
          (?:tcp|udp|udplite|sctp|dccp|esp|ah|ipcomp)(?= |$) ->
          spts?:(?<n>!?)(?<a>\\S+) -> * --sport a
          dpts?:(?<n>!?)(?<a>\\S+) -> * --dport a
          flags:(?<n>!?)(?<a>[^ /]+)/(?<b>\\S+) -> * --tcp-flags a b
          option=(?<n>!?)(?<a>\\S+) -> * --tcp-option a
          multiport (?<b>sports|dports|ports) +(?<n>!?) *(?<a>\\S+) -> multiport --b a
          (?<n>! )?ctstate (?<a>\\S+) -> conntrack --ctstate a
          (?<n>! )?(?<b>ct(?:proto|origsrc|origdst|replsrc|repldst|origsrcport|origdstport|replsrcport|repldstport|status|expire|dir)) (?<a>\\S+) -> conntrack --b a
          (?<n>! )?state (?<a>[A-Z,]+) -> state --state a
          mark match (?<n>! )?(?<a>0x\\S+) -> mark --mark a
          connmark match (?<n> ?! ?)? ?(?<a>0x\\S+) -> connmark --mark a
          (?:ADDRTYPE match )?(?<b>src|dst)-type (?<n>!?)(?<a>[A-Z,]+) -> addrtype --b-type a
          (?:ADDRTYPE match )?limit-(?<b>in|out) -> addrtype --limit-iface-b
          (?<n>! )?source IP range (?<a>\\S+) -> iprange --src-range a
          (?<n>! )?destination IP range (?<a>\\S+) -> iprange --dst-range a
          MAC ?(?<n>! ?)?(?<a>[0-9A-Fa-f:]{17}) -> mac --mac-source a
          (?:PHYSDEV match)? ?(?<n>! )?--(?<b>physdev-in|physdev-out) (?<a>\\S+) -> physdev --b a
          (?:PHYSDEV match)? ?(?<n>! )?--(?<b>physdev-is-(?:in|out|bridged)) -> physdev --b
          limit: avg (?<a>\\S+) burst (?<b>\\S+) -> limit --limit a b
          limit: up to (?<a>\\S+)(?<b>(?: (?:burst|mode|htable-\\S+|srcmask|dstmask) \\S+)*) -> hashlimit --hashlimit-upto a b
          limit: above (?<a>\\S+)(?<b>(?: (?:burst|mode|htable-\\S+|srcmask|dstmask) \\S+)*) -> hashlimit --hashlimit-above a b
          statistic mode random (?<n>! )?probability (?<a>\\S+) -> statistic --probability a
          statistic mode nth (?<n>! )?every (?<a>[0-9]+)(?: packet (?<b>[0-9]+))? -> statistic --every a b
          (?<n>! ?)?recent: (?<a>SET|CHECK|UPDATE|REMOVE) (?<b>.*?mask: \\S+) -> recent --a b
          length (?<n>! ?)?(?<a>[0-9:]+) -> length --length a
          DSCP match (?<n>! ?)?(?<a>0x\\S+) -> dscp --dscp a
          tos match ?(?<n>! ?)?(?<a>0x\\S+) -> tos --tos a
          (?<n>! )?owner UID match (?<a>\\S+) -> owner --uid-owner a
          (?<n>! )?owner GID match (?<a>\\S+) -> owner --gid-owner a
          (?<n>! )?(?:owner )?(?<b>incl. suppl. groups|socket exists) -> owner --b
          PKTTYPE = (?<a>\\S+) -> pkttype --pkt-type a
          PKTTYPE (?<n>!)= (?<a>\\S+) -> pkttype --pkt-type a
          tcpmss match (?<n>! ?)?(?<a>\\S+) -> tcpmss --mss a
          (?<n>! )?match-set (?<a>\\S+) (?<b>\\S+) -> set --match-set a b
          rpfilter(?<a>(?: (?:loose|validmark|accept-local|invert))*) -> rpfilter --a
          TTL match TTL == (?<a>[0-9]+) -> ttl --ttl-eq a
          TTL match TTL (?<n>!)= (?<a>[0-9]+) -> ttl --ttl-eq a
          TTL match TTL (?<b>[<>]) (?<a>[0-9]+) -> ttl --ttl-b a
          (?:icmptype|icmp type) (?<n>!? ?)?(?<a>[0-9]+)(?: code (?<b>\\S+))? -> icmp --icmp-type a/b
          icmp (?<n>!)type (?<a>[0-9]+)(?: code (?<b>\\S+))? -> icmp --icmp-type a/b
          icmp (?<n>!)?(?<a>[A-Za-z][A-Za-z-]*) -> icmp --icmp-type a
          ipv6-icmptype (?<n>!)?(?<a>[0-9]+)(?: code (?<b>\\S+))? -> icmp6 --icmpv6-type a/b
          ipv6-icmp (?<n>!)?(?:type )?(?<a>[a-z0-9-]+)(?: code (?<b>\\S+))? -> icmp6 --icmpv6-type a/b
          spis?:(?<n>!?)(?<a>\\S+) -> * --espspi a
          nfacct-name +(?<a>\\S+) -> nfacct --nfacct-name a
          #conn (?<b>\\S+) (?<n>!?)>=? (?<a>[0-9]+) -> connlimit --connlimit-above a b
          """);

  /** The same for targets. */
  private static final Map<String, List<Form>> TARGETS =
      Map.of(
          "DNAT", forms("to:(?<a>\\S+) -> DNAT --to-destination a"),
          "SNAT", forms("to:(?<a>\\S+) -> SNAT --to-source a"),
          "NETMAP", forms("(?:to:)?(?<a>[0-9a-f:.]+(?:/\\S+)?) -> NETMAP --to a"),
          "MASQUERADE", forms("masq ports: (?<a>\\S+) -> MASQUERADE --to-ports a"),
          "REDIRECT", forms("redir ports (?<a>\\S+) -> REDIRECT --to-ports a"),
          "REJECT", forms("reject-with (?<a>\\S+) -> REJECT --reject-with a"),
          "MARK",
              forms(
                  """
                  MARK xset (?<a>\\S+) -> MARK --set-xmark a
                  MARK (?<b>set|and|or|xor) (?<a>\\S+) -> MARK --b-mark a
                  """),
          "TPROXY",
              forms(
                  """
                  TPROXY redirect (?<a>\\S+?)(?=:[0-9]+(?: |$)) -> TPROXY --on-ip a
                  :(?<a>[0-9]+) -> TPROXY --on-port a
                  mark (?<a>0x\\S+) -> TPROXY --tproxy-mark a
                  """));

  private static final List<Form> OF_NAT =
      forms("(?<a>random-fully|random|persistent)(?= |$) -> * --a");

  private static final List<String> TCP_FLAGS = List.of("FIN", "SYN", "RST", "PSH", "ACK", "URG");

  private final String target;
  private final String protocol;
  private final List<RuleOption> matches = new ArrayList<>();
  private final List<RuleOption> targetOptions = new ArrayList<>();
  private final StringBuilder unknown = new StringBuilder();

  private record Form(Pattern printed, String module, String option, List<String> arguments) {}

  RuleConditions(String target, String protocol) {
    this.target = target;
    this.protocol = protocol;
  }

  private static List<Form> forms(String lines) {
    return lines.lines().map(RuleConditions::form).toList();
  }

  private static Form form(String line) {
    int arrow = line.indexOf(" ->");
    String right = line.substring(arrow + 3).strip();
    List<String> words = right.isEmpty() ? List.of("", "") : List.of(right.split(" "));
    return new Form(
        Pattern.compile(line.substring(0, arrow)),
        words.get(0),
        words.get(1),
        words.subList(2, words.size()));
  }

  List<RuleOption> matches() {
    return matches;
  }

  List<RuleOption> targetOptions() {
    return targetOptions;
  }

  /** Reads all of it, from the left to the right. */
  void read(String text) {
    String rest = text.strip();
    while (!rest.isEmpty()) {
      rest = rest.substring(readOne(rest)).stripLeading();
    }
    keepUnknown();
  }

  /** Answers how many characters it took. */
  private int readOne(String rest) {
    int taken = find(MATCHES, rest, matches, protocol);
    if (taken == 0) {
      taken = find(TARGETS.getOrDefault(target, List.of()), rest, targetOptions, target);
    }
    if (taken == 0 && "DNAT SNAT MASQUERADE REDIRECT".contains(target) && !target.isEmpty()) {
      taken = find(OF_NAT, rest, targetOptions, target);
    }
    if (taken > 0) {
      return taken;
    }
    if (!target.isEmpty() && Extensions.target(target).isPresent() && isOfTarget(rest)) {
      keepUnknown();
      targetOptions.add(new RuleOption(target, RuleOption.UNKNOWN, false, List.of(rest)));
      return rest.length();
    }
    int blank = rest.indexOf(' ');
    int end = blank < 0 ? rest.length() : blank;
    unknown.append(unknown.length() > 0 ? " " : "").append(rest, 0, end);
    return end;
  }

  /** Most targets say their names first: {@code LOG flags 0 level 4}, {@code nflog-group 3}. */
  private boolean isOfTarget(String rest) {
    return rest.regionMatches(true, 0, target, 0, target.length())
        || (target.equals("SET") && rest.matches("(?:add|del|map)-set .*"));
  }

  private int find(List<Form> forms, String rest, List<RuleOption> options, String owner) {
    for (Form form : forms) {
      Matcher matcher = form.printed.matcher(rest);
      if (matcher.lookingAt() && matcher.end() > 0) {
        keepUnknown();
        option(form, matcher, owner).ifPresent(options::add);
        return matcher.end();
      }
    }
    return 0;
  }

  private static Optional<RuleOption> option(Form form, Matcher matcher, String owner) {
    if (form.option.isEmpty()) {
      return Optional.empty();
    }
    boolean tcpFlags = form.option.equals("--tcp-flags");
    List<String> arguments =
        form.arguments.stream()
            .map(argument -> filled(argument, matcher).strip())
            .filter(argument -> !argument.isEmpty())
            .map(argument -> tcpFlags ? flags(argument) : argument)
            .toList();
    return Optional.of(
        new RuleOption(
            form.module.equals("*") ? owner : form.module,
            named(filled(form.option, matcher)),
            !group(matcher, "n").isBlank(),
            arguments));
  }

  /** The option's name where it is told in words. */
  private static String named(String option) {
    return switch (option) {
      case "--SET" -> "--set";
      case "--CHECK" -> "--rcheck";
      case "--UPDATE" -> "--update";
      case "--REMOVE" -> "--remove";
      case "--ttl-<" -> "--ttl-lt";
      case "--ttl->" -> "--ttl-gt";
      case "--incl. suppl. groups" -> "--suppl-groups";
      case "--socket exists" -> "--socket-exists";
      default -> option.replace("-- ", "--").replace(" ", " --");
    };
  }

  /** {@code 0x17} is FIN, SYN, RST and ACK (RFC 9293, 3.1). */
  private static String flags(String written) {
    if (!written.matches("0x[0-9A-Fa-f]{1,2}")) {
      return written;
    }
    int bits = Integer.decode(written);
    List<String> names = new ArrayList<>();
    for (int i = 0; i < TCP_FLAGS.size(); i++) {
      if ((bits >> i & 1) == 1) {
        names.add(TCP_FLAGS.get(i));
      }
    }
    return names.isEmpty() ? "NONE" : String.join(",", names);
  }

  private static String filled(String template, Matcher matcher) {
    return switch (template) {
      case "a" -> group(matcher, "a");
      case "b" -> group(matcher, "b");
      case "a/b" ->
          group(matcher, "a") + (group(matcher, "b").isEmpty() ? "" : "/" + group(matcher, "b"));
      default -> template.startsWith("--") ? optionName(template, matcher) : template;
    };
  }

  private static String optionName(String template, Matcher matcher) {
    return switch (template) {
      case "--a" -> "--" + group(matcher, "a");
      case "--b" -> "--" + group(matcher, "b");
      default ->
          template.replaceAll("(?<=-)b(?=-|$)", Matcher.quoteReplacement(group(matcher, "b")));
    };
  }

  private static String group(Matcher matcher, String name) {
    if (!matcher.pattern().pattern().contains("(?<" + name + ">")) {
      return "";
    }
    String found = matcher.group(name);
    return found == null ? "" : found;
  }

  private void keepUnknown() {
    if (unknown.length() > 0) {
      matches.add(new RuleOption("", RuleOption.UNKNOWN, false, List.of(unknown.toString())));
      unknown.setLength(0);
    }
  }
}
