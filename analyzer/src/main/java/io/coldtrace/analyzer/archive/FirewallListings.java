package io.coldtrace.analyzer.archive;

import io.coldtrace.facts.Fact;
import io.coldtrace.facts.netfilter.IptablesChain;
import io.coldtrace.facts.netfilter.IptablesRule;
import io.coldtrace.facts.netfilter.NftChain;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Tables of iptables that a node listed more than once. {@code iptables -L} and {@code -S} have no
 * head that says which iptables printed them: what {@code iptables-save} says of the same table as
 * well is left to it, and a table that nft's listing shows is one of iptables-nft.
 */
final class FirewallListings {
  private static final String SAVE = "iptables-save";
  private static final String RULES = "iptables-S";
  private static final String LIST = "iptables-L";

  /** The name of the program in that of the file, which then says itself whose it is. */
  private static final Pattern NAMED = Pattern.compile(".*tables-(?:legacy|nft).*");

  /** By node: {@code ip filter}, with the kind of the listing in front, as far as it counts. */
  private final Map<String, Set<String>> told = new HashMap<>();

  FirewallListings(Collection<ParsedFile> files) {
    files.stream().filter(this::concerns).forEach(f -> told.put(f.node(), new HashSet<>()));
    for (ParsedFile file : files) {
      // Files that iptables-restore loads at boot say nothing of what the kernel holds.
      if (told.containsKey(file.node()) && !file.path().contains("etc/") && isWanted(file)) {
        parts(file).forEach(part -> learn(part, told.get(file.node())));
      }
    }
  }

  private static boolean isWanted(ParsedFile file) {
    return !file.path().startsWith("pod/") && !file.path().startsWith("after/");
  }

  private static Stream<ParsedPart> parts(ParsedFile file) {
    return file.parts().stream().filter(ParsedPart::ofNode);
  }

  private static void learn(ParsedPart part, Set<String> ofNode) {
    if (part.kind().equals(SAVE) || part.kind().equals(RULES)) {
      String last = "";
      for (Fact fact : part.facts()) {
        String table = tableOf(fact);
        // Rules of one table stand together, and there may be many.
        if (!table.equals(last)) {
          ofNode.add(part.kind() + " " + table);
          last = table;
        }
      }
    } else if (part.kind().startsWith("nft-ruleset")) {
      for (Fact fact : part.facts()) {
        if (fact instanceof NftChain chain) {
          ofNode.add("nft " + chain.family() + " " + chain.table());
        }
      }
    }
  }

  private static String tableOf(Fact fact) {
    if (fact instanceof IptablesChain chain) {
      return chain.family() + " " + chain.table();
    }
    return fact instanceof IptablesRule rule ? rule.family() + " " + rule.table() : "";
  }

  /** Whether the file has listings that do not say whose they are. */
  boolean concerns(ParsedFile file) {
    return isWanted(file)
        && !NAMED.matcher(file.path()).matches()
        && parts(file).anyMatch(FirewallListings::isHeadless);
  }

  private static boolean isHeadless(ParsedPart part) {
    return part.kind().equals(LIST) || part.kind().equals(RULES);
  }

  /** The facts of such a file without those that another listing of the node tells better. */
  List<Fact> settled(ParsedFile file) {
    Set<String> ofNode = told.getOrDefault(file.node(), Set.of());
    return parts(file)
        .flatMap(
            part ->
                isHeadless(part)
                    ? part.facts().stream()
                        .filter(fact -> !isToldBetter(part.kind(), tableOf(fact), ofNode))
                        .map(fact -> ofNode.contains("nft " + tableOf(fact)) ? ofNft(fact) : fact)
                    : part.facts().stream())
        .toList();
  }

  private static boolean isToldBetter(String kind, String table, Set<String> ofNode) {
    return ofNode.contains(SAVE + " " + table)
        || (kind.equals(LIST) && ofNode.contains(RULES + " " + table));
  }

  private static Fact ofNft(Fact fact) {
    return fact instanceof IptablesChain chain
        ? chain.ofBackend("nft")
        : ((IptablesRule) fact).ofBackend("nft");
  }
}
