package io.coldtrace.analyzer.mutation;

import io.coldtrace.analyzer.archive.Member;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A node of a healthy snapshot whose text is written anew, and what a fault has to know of it. */
final class Victim {
  private static final Pattern VXLAN = Pattern.compile("vxlan id ([0-9]+) .*dstport ([0-9]+)");
  private static final Pattern TUNNEL_ROUTE =
      Pattern.compile("^([0-9./]+) via ([0-9.]+) dev (flannel\\.[0-9]+) onlink");

  private final String node;
  private final Random dice;
  private List<Member> members;

  Victim(String node, List<Member> members, Random dice) {
    this.node = node;
    this.members = List.copyOf(members);
    this.dice = dice;
  }

  String node() {
    return node;
  }

  /** The snapshot as it is now. */
  List<Member> members() {
    return members;
  }

  /** One of them. */
  @SafeVarargs
  final <T> T any(T... choices) {
    return choices[dice.nextInt(choices.length)];
  }

  /** The UDP port of its tunnel. */
  String port() {
    return vxlan(2);
  }

  String vni() {
    return vxlan(1);
  }

  private String vxlan(int group) {
    return lines("ip-link.txt").stream()
        .map(VXLAN::matcher)
        .filter(Matcher::find)
        .map(found -> found.group(group))
        .findFirst()
        .orElse("");
  }

  /** A route through the tunnel to a peer's pods; empty if it has none. */
  Optional<Matcher> peer() {
    List<Matcher> routes =
        lines("ip-route.txt").stream().map(TUNNEL_ROUTE::matcher).filter(Matcher::find).toList();
    return routes.isEmpty()
        ? Optional.empty()
        : Optional.of(routes.get(dice.nextInt(routes.size())));
  }

  /** The listing of the iptables backend that is in use. */
  String rulesFile() {
    return lines("iptables-nft-save.txt").stream().anyMatch(line -> line.contains("-A KUBE-"))
        ? "iptables-nft-save.txt"
        : "iptables-legacy-save.txt";
  }

  List<String> lines(String file) {
    return members.stream()
        .filter(member -> member.node().equals(node) && member.path().equals(file))
        .map(Member::lines)
        .findFirst()
        .orElse(List.of());
  }

  /** Writes the lines of a file anew; one that becomes null is gone. */
  void each(String file, UnaryOperator<String> line) {
    rewrite(
        file,
        lines -> {
          List<String> out = new ArrayList<>();
          for (String old : lines) {
            String now = line.apply(old);
            if (now != null) {
              out.add(now);
            }
          }
          return out;
        });
  }

  /** Writes a line before all others of a file. */
  void prepend(String file, String line) {
    rewrite(
        file,
        lines -> {
          List<String> out = new ArrayList<>(lines);
          out.add(0, line);
          return out;
        });
  }

  void rewrite(String file, UnaryOperator<List<String>> how) {
    members =
        members.stream()
            .map(
                member ->
                    member.node().equals(node) && member.path().equals(file)
                        ? member.withLines(how.apply(member.lines()))
                        : member)
            .toList();
  }

  /**
   * Writes a rule before the first of its chain.
   *
   * @param rule its chain and what follows it, as iptables-save has it
   * @return the command that inserts it on the node
   */
  Optional<String> rule(String table, String rule) {
    insertRule(table, "-A " + rule);
    String tool = rulesFile().replaceFirst("-save\\.txt$", "");
    return Optional.of(tool + " -t " + table + " -I " + rule);
  }

  private void insertRule(String table, String rule) {
    String chain = rule.split(" ", -1)[1];
    rewrite(
        rulesFile(),
        lines -> {
          List<String> out = new ArrayList<>();
          boolean inTable = false;
          boolean done = false;
          for (String line : lines) {
            inTable = line.startsWith("*") ? line.equals("*" + table) : inTable;
            String bare = line.replaceFirst("^\\[[0-9]+:[0-9]+\\] ", "");
            boolean here =
                inTable && (bare.startsWith("-A " + chain + " ") || bare.equals("COMMIT"));
            if (here && !done) {
              out.add("[12:1008] " + rule);
              done = true;
            }
            out.add(line);
          }
          if (!done) {
            out.addAll(
                List.of("*" + table, ":" + chain + " ACCEPT [0:0]", "[12:1008] " + rule, "COMMIT"));
          }
          return out;
        });
  }
}
