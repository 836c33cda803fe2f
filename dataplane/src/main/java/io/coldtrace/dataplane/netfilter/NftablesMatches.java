package io.coldtrace.dataplane.netfilter;

import io.coldtrace.facts.netfilter.NftMatch;
import io.coldtrace.facts.netfilter.NftRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongPredicate;
import java.util.function.ToLongFunction;

/** What the comparisons of native nftables rules mean (nft(8)). */
final class NftablesMatches {
  private final NftRule rule;
  private final NftablesSets sets;

  NftablesMatches(NftRule rule, NftablesSets sets) {
    this.rule = rule;
    this.sets = sets;
  }

  /** The rule's conditions; one that is not understood may hold. */
  List<Match> all() {
    List<Match> matches = new ArrayList<>();
    for (NftMatch match : rule.matches()) {
      if (!match.operator().equals(NftMatch.VERDICT_MAP)) {
        matches.add(of(match));
      }
    }
    return matches;
  }

  private Match of(NftMatch match) {
    Optional<Match> understood =
        switch (match.operator()) {
          case "==" -> comparison(match);
          case "!=" -> comparison(match).map(Match::not);
          case "&" -> bits(match, true);
          case "!" -> bits(match, false);
          case "<", ">", "<=", ">=" -> size(match);
          default -> limit(match);
        };
    return understood.map(found -> present(match.key()).and(found)).orElse(Match.UNKNOWN);
  }

  private static Match present(String key) {
    Match all = Match.ALWAYS;
    for (String part : NftablesKeys.parts(key)) {
      all = all.and(NftablesKeys.present(part));
    }
    return all;
  }

  /** Limits and quotas let a single packet pass. */
  private static Optional<Match> limit(NftMatch match) {
    return switch (match.key()) {
      case "limit", "quota", "ct count" ->
          Optional.of(Match.ALWAYS.negatedIf(match.text().contains(" over ")));
      default -> Optional.empty();
    };
  }

  private Optional<Match> comparison(NftMatch match) {
    int mask = match.key().indexOf(" & ");
    if (mask > 0) {
      return masked(match, mask);
    }
    return anyOf(match.key(), match.values());
  }

  /** The packets whose key is one of these values; a name of a set stands for its elements. */
  Optional<Match> anyOf(String key, List<String> values) {
    List<Match> alternatives = new ArrayList<>();
    for (String value : values) {
      Optional<Match> one =
          value.startsWith("@")
              ? sets.elements(rule.family(), rule.table(), value).flatMap(e -> anyOf(key, e))
              : element(key, value);
      if (one.isEmpty()) {
        return Optional.empty();
      }
      alternatives.add(one.get());
    }
    return Optional.of(alternatives.size() == 1 ? alternatives.get(0) : Match.any(alternatives));
  }

  /** The packets that a single element names, a concatenation part by part. */
  static Optional<Match> element(String key, String value) {
    if (value.equals("*")) {
      return Optional.of(Match.ALWAYS);
    }
    List<String> keys = NftablesKeys.parts(key);
    String[] values = value.replace("\"", "").split(" \\. ", -1);
    if (keys.size() != values.length) {
      return Optional.empty();
    }
    if (values.length == 1) {
      return NftablesKeys.equal(key, values[0].strip()).map(present(key)::and);
    }
    Match all = present(key);
    for (int i = 0; i < values.length; i++) {
      Optional<Match> part = NftablesKeys.equal(keys.get(i), values[i].strip());
      if (part.isEmpty()) {
        return Optional.empty();
      }
      all = all.and(part.get());
    }
    return Optional.of(all);
  }

  private static Optional<Match> masked(NftMatch match, int at) {
    String key = match.key().substring(0, at);
    Optional<ToLongFunction<PacketHeader>> number = NftablesKeys.number(key);
    Optional<Long> mask = NftablesKeys.literal(key, match.key().substring(at + 3));
    if (number.isEmpty() || mask.isEmpty()) {
      return Optional.empty();
    }
    List<Long> wanted = new ArrayList<>();
    for (String value : match.values()) {
      Optional<Long> literal = NftablesKeys.literal(key, value);
      if (literal.isEmpty()) {
        return Optional.empty();
      }
      wanted.add(literal.get());
    }
    return Optional.of(Match.of(number.get(), actual -> wanted.contains(actual & mask.get())));
  }

  /** {@code tcp flags syn,ack}: any of the bits; {@code ct state ! invalid}: none of them. */
  private static Optional<Match> bits(NftMatch match, boolean any) {
    Optional<Match> set =
        switch (match.key()) {
          case "ct state" -> Optional.of(Fields.states(match.values()));
          case "ct status" -> Fields.status(match.values());
          case "tcp flags" -> {
            int flags = Fields.flags(String.join(",", match.values()));
            yield flags < 0
                ? Optional.empty()
                : Optional.of(Match.of(packet -> (packet.transport().flags() & flags) != 0));
          }
          default -> Optional.empty();
        };
    return set.map(found -> found.negatedIf(!any));
  }

  private static Optional<Match> size(NftMatch match) {
    Optional<ToLongFunction<PacketHeader>> number = NftablesKeys.number(match.key());
    Optional<Long> limit =
        match.values().size() == 1
            ? NftablesKeys.literal(match.key(), match.values().get(0))
            : Optional.empty();
    if (number.isEmpty() || limit.isEmpty()) {
      return Optional.empty();
    }
    long value = limit.get();
    LongPredicate compared =
        switch (match.operator()) {
          case "<" -> actual -> actual < value;
          case ">" -> actual -> actual > value;
          case "<=" -> actual -> actual <= value;
          default -> actual -> actual >= value;
        };
    return Optional.of(Match.of(number.get(), compared));
  }
}
