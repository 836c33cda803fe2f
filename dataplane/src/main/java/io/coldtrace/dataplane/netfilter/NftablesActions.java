package io.coldtrace.dataplane.netfilter;

import io.coldtrace.dataplane.netfilter.Translation.Kind;
import io.coldtrace.facts.netfilter.NftMatch;
import io.coldtrace.facts.netfilter.NftRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToLongFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What native nftables rules do: verdicts, verdict maps, translations, marks (nft(8)). */
final class NftablesActions {
  private static final Pattern NAT =
      Pattern.compile("(dnat|snat)(?: ip6?| inet)?(?: addr \\. port| prefix| interval)* to (.*)");

  private static final Pattern PORTS =
      Pattern.compile("(?:redirect|masquerade)(?: to)? ?:([0-9-]+).*");

  private static final Pattern RANDOM = Pattern.compile("\\b(?:fully-)?random\\b");

  private static final Pattern SET =
      Pattern.compile("(meta mark|mark|ct mark|ip dscp|ip ttl) set (.*)");

  /** Extensions of iptables that change a packet or its address: a listing does not say how. */
  private static final Set<String> FOREIGN =
      Set.of("DNAT", "SNAT", "MASQUERADE", "REDIRECT", "NETMAP", "REJECT", "TPROXY", "NFQUEUE");

  private static final Set<String> MARKING = Set.of("MARK", "CONNMARK", "HMARK");

  /** Statements that write into a packet's headers: where it goes then is not followed. */
  private static final Pattern REWRITING =
      Pattern.compile("(?:ip6? (?:saddr|daddr)|(?:tcp|udp|th|sctp) [sd]port|@.*) set .*");

  private final NftRule rule;
  private final NftablesSets sets;

  NftablesActions(NftRule rule, NftablesSets sets) {
    this.rule = rule;
    this.sets = sets;
  }

  Action action() {
    if (rule.statements().stream().anyMatch(each -> REWRITING.matcher(each).matches())) {
      return Action.UNKNOWN;
    }
    return switch (rule.verdict()) {
      case "vmap" -> verdictMap();
      case "" -> statement();
      default -> verdict(rule.verdict(), rule.verdictArgument());
    };
  }

  private static Action verdict(String name, String argument) {
    return switch (name) {
      case "accept" -> Action.ACCEPT;
      case "drop" -> Action.DROP;
      case "reject" -> Action.of(Action.Kind.REJECT, argument);
      case "return" -> Action.RETURN;
      case "jump" -> Action.of(Action.Kind.JUMP, argument);
      case "goto" -> Action.of(Action.Kind.GOTO, argument);
      case "continue" -> Action.CONTINUE;
      default -> Action.UNKNOWN;
    };
  }

  private Action verdictMap() {
    NftMatch lookup = rule.matches().get(rule.matches().size() - 1);
    Optional<List<String>> elements = elements(lookup.values());
    return elements
        .flatMap(
            all ->
                entries(
                    lookup.key(),
                    all,
                    data -> {
                      String[] words = data.replace("\"", "").split(" ", 2);
                      return Optional.of(verdict(words[0], words.length > 1 ? words[1] : ""));
                    }))
        .orElse(Action.UNKNOWN);
  }

  private Optional<List<String>> elements(List<String> values) {
    return values.size() == 1 && values.get(0).startsWith("@")
        ? sets.elements(rule.family(), rule.table(), values.get(0))
        : Optional.of(values);
  }

  private interface Reader {
    Optional<Action> read(String data);
  }

  private static Optional<Action> entries(String key, List<String> elements, Reader reader) {
    List<Action.Entry> entries = new ArrayList<>();
    for (String element : elements) {
      int colon = element.indexOf(" : ");
      Optional<Match> match =
          colon < 0
              ? Optional.empty()
              : NftablesMatches.element(key, element.substring(0, colon).strip());
      Optional<Action> action =
          colon < 0 ? Optional.empty() : reader.read(element.substring(colon + 3).strip());
      if (match.isEmpty() || action.isEmpty()) {
        return Optional.empty();
      }
      entries.add(new Action.Entry(match.get(), action.get()));
    }
    return Optional.of(Action.map(entries));
  }

  private Action statement() {
    for (String statement : rule.statements()) {
      Optional<Action> action = translation(statement);
      if (action.isPresent()) {
        return action.get();
      }
      boolean elsewhere = statement.startsWith("tproxy ") || statement.startsWith("fwd ");
      if (FOREIGN.contains(foreign(statement)) || elsewhere) {
        return Action.UNKNOWN;
      }
    }
    return Action.CONTINUE;
  }

  /** The extension of iptables that a statement names; empty if it is nft's own. */
  private static String foreign(String statement) {
    String word = statement.replace("\"", "");
    return word.startsWith("xt target ") ? word.substring(10).split(" ", -1)[0] : "";
  }

  private Optional<Action> translation(String statement) {
    Matcher nat = NAT.matcher(statement);
    if (nat.matches()) {
      Kind kind = nat.group(1).equals("dnat") ? Kind.DESTINATION : Kind.SOURCE;
      return Optional.of(target(kind, nat.group(2)).orElse(Action.UNKNOWN));
    }
    boolean redirect = statement.startsWith("redirect");
    if (redirect || statement.startsWith("masquerade")) {
      Matcher ports = PORTS.matcher(statement);
      return Optional.of(
          Action.translate(
              drawing(
                  statement,
                  Translation.toPorts(
                      redirect ? Kind.REDIRECT : Kind.MASQUERADE,
                      ports.matches() ? ports.group(1) : ""))));
    }
    return Optional.empty();
  }

  private static Translation drawing(String statement, Translation translation) {
    return RANDOM.matcher(statement).find() ? translation.drawing() : translation;
  }

  private Optional<Action> target(Kind kind, String text) {
    int map = text.indexOf(" map ");
    if (map < 0) {
      return Translation.of(kind, text.split(" ", 2)[0])
          .map(made -> Action.translate(drawing(text, made)));
    }
    String body = text.substring(map + 5).strip();
    int end = body.lastIndexOf('}');
    List<String> values =
        body.startsWith("{") && end > 0
            ? List.of(body.substring(1, end).strip().split(" *, *", -1))
            : List.of(body.split(" ", 2)[0]);
    return elements(values)
        .flatMap(
            all ->
                entries(
                    text.substring(0, map).strip(),
                    all,
                    data -> Translation.of(kind, data.replace(" . ", ":")).map(Action::translate)));
  }

  List<Effect> effects() {
    List<Effect> effects = new ArrayList<>();
    for (String statement : rule.statements()) {
      if (statement.equals("notrack")) {
        effects.add(IptablesTargets::untracked);
      }
      Matcher set = SET.matcher(statement);
      if (set.matches()) {
        Optional<Expression> value = Expression.of(set.group(1), set.group(2));
        if (value.isPresent() || set.group(1).endsWith("mark")) {
          effects.add(
              effect(
                  set.group(1), packet -> value.map(e -> e.of(packet)).orElse(PacketHeader.OPEN)));
        }
      }
      if (MARKING.contains(foreign(statement))) {
        effects.add(packet -> packet.marked(PacketHeader.OPEN));
      }
    }
    return effects;
  }

  private static Effect effect(String key, ToLongFunction<PacketHeader> value) {
    return switch (key) {
      case "ct mark" ->
          packet ->
              packet.tracking().tracked()
                  ? packet.tracked(packet.tracking().marked(value.applyAsLong(packet)))
                  : packet;
      case "ip dscp" ->
          packet ->
              packet.with(
                  packet
                      .traits()
                      .hop(
                          packet.traits().ttl(),
                          (int) value.applyAsLong(packet) << 2 | (packet.traits().tos() & 3)));
      case "ip ttl" ->
          packet ->
              packet.with(
                  packet.traits().hop((int) value.applyAsLong(packet), packet.traits().tos()));
      default -> packet -> packet.marked(value.applyAsLong(packet));
    };
  }

  /** {@code meta mark | 0x00004000}, from left to right. */
  private record Expression(String key, List<String> words) {
    static Optional<Expression> of(String key, String text) {
      String[] words =
          text.replace("meta mark", "mark")
              .replace("ct mark", "ctmark")
              .replaceAll("[()]", "")
              .split(" +", -1);
      for (int i = 0; i < words.length; i++) {
        boolean term = words[i].equals("mark") || words[i].equals("ctmark");
        boolean understood =
            i % 2 == 0
                ? term || NftablesKeys.literal(key, words[i]).isPresent()
                : words[i].matches("[|&^]|or|and|xor|<<|>>");
        if (!understood) {
          return Optional.empty();
        }
      }
      return words.length % 2 == 1
          ? Optional.of(new Expression(key, List.of(words)))
          : Optional.empty();
    }

    long of(PacketHeader packet) {
      long value = term(words.get(0), packet);
      for (int i = 1; i < words.size(); i += 2) {
        long operand = term(words.get(i + 1), packet);
        if (value == PacketHeader.OPEN || operand == PacketHeader.OPEN) {
          return PacketHeader.OPEN;
        }
        value =
            switch (words.get(i)) {
              case "|", "or" -> value | operand;
              case "&", "and" -> value & operand;
              case "<<" -> (value << operand) & 0xFFFF_FFFFL;
              case ">>" -> value >> operand;
              default -> value ^ operand;
            };
      }
      return value;
    }

    private long term(String word, PacketHeader packet) {
      return switch (word) {
        case "mark" -> packet.mark();
        case "ctmark" -> packet.tracking().mark();
        default -> NftablesKeys.literal(key, word).orElseThrow();
      };
    }
  }
}
