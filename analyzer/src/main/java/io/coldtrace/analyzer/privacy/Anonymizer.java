package io.coldtrace.analyzer.privacy;

import io.coldtrace.analyzer.archive.InputProblem;
import io.coldtrace.analyzer.archive.Inputs;
import io.coldtrace.analyzer.archive.Limits;
import io.coldtrace.analyzer.archive.Member;
import io.coldtrace.analyzer.archive.ParsedFile;
import io.coldtrace.analyzer.archive.Snapshot;
import io.coldtrace.analyzer.archive.SnapshotReader;
import io.coldtrace.analyzer.archive.WrittenFile;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A snapshot that says the same of the network and names nobody: one map over all of its nodes. The
 * inputs are read twice, first for what there is to rename; the lines keep their numbers.
 */
public final class Anonymizer {
  private static final String MANIFEST = "manifest.tsv";
  private static final int KEY_BYTES = 32;

  private final AddressMap addresses;
  private final MacMap macs;
  private final NameMap names;
  private final LineRewriter lines;
  private final Inventory inventory;
  private final Limits limits;

  /** What was replaced, with what, of which kind. */
  public record Replacement(String kind, String original, String other) {}

  /**
   * An anonymizer; the same key renames the same alike.
   *
   * @param key any bytes
   */
  public Anonymizer(byte[] key, Limits limits) {
    Keyed keyed = new Keyed(key);
    this.limits = limits;
    macs = new MacMap(keyed);
    addresses = new AddressMap(keyed, macs);
    names = new NameMap(keyed, Vocabulary.words());
    lines = new LineRewriter(addresses, macs, names);
    inventory = new Inventory(addresses, names, lines);
  }

  /** A key that nobody knows. */
  public static byte[] newKey() {
    byte[] key = new byte[KEY_BYTES];
    new SecureRandom().nextBytes(key);
    return key;
  }

  /**
   * Rewrites the inputs, node by node.
   *
   * @param written takes each file, a node's manifest first
   * @return what could not be read
   */
  public List<InputProblem> anonymize(Inputs inputs, Consumer<WrittenFile> written) {
    for (ParsedFile file : Snapshot.read(inputs, limits).files()) {
      file.facts().forEach(inventory::add);
    }
    SnapshotReader first = new SnapshotReader(limits);
    first.read(
        inputs,
        member -> {
          inventory.node(member.host());
          member.lines().forEach(line -> inventory.add(member.path(), line));
        });
    if (!first.problems().isEmpty() && names.known().isEmpty()) {
      return first.problems();
    }
    Map<String, List<Member>> nodes = new LinkedHashMap<>();
    SnapshotReader second = new SnapshotReader(limits);
    second.read(
        inputs,
        member -> {
          String key = member.input() + '\0' + member.node();
          if (!nodes.containsKey(key)) {
            write(nodes, written);
          }
          nodes.computeIfAbsent(key, node -> new ArrayList<>()).add(member);
        });
    write(nodes, written);
    return second.problems();
  }

  /** What was replaced so far. */
  public List<Replacement> replacements() {
    List<Replacement> all = new ArrayList<>();
    addresses.known().entrySet().stream()
        .filter(each -> !each.getKey().equals(each.getValue()))
        .sorted(Map.Entry.comparingByKey())
        .forEach(
            each ->
                all.add(
                    new Replacement(
                        "address", each.getKey().toString(), each.getValue().toString())));
    macs.known().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(
            each -> all.add(new Replacement("mac", text(each.getKey()), text(each.getValue()))));
    names.known().forEach((name, other) -> all.add(new Replacement(names.kind(name), name, other)));
    return all;
  }

  private static String text(long mac) {
    return MacMap.like("00:", mac);
  }

  /** The other name of a node; an address is another address. */
  public String node(String name) {
    return lines.rewrite(name);
  }

  /** All files of a node are at hand, so that its manifest can tell of them as they are now. */
  private void write(Map<String, List<Member>> nodes, Consumer<WrittenFile> written) {
    for (List<Member> members : nodes.values()) {
      Map<String, WrittenFile> files = new LinkedHashMap<>();
      Member manifest = null;
      for (Member member : members) {
        if (member.path().equals(MANIFEST)) {
          manifest = member;
        } else {
          files.put(member.path(), file(member));
        }
      }
      if (manifest != null) {
        written.accept(manifest(manifest, files));
      }
      files.values().forEach(written);
    }
    nodes.clear();
  }

  private WrittenFile file(Member member) {
    boolean hex =
        member.path().matches(".*proc/net/(?:route|tcp6?|udp6?|ipv6_route|if_inet6)|.*proc-net-.*");
    Secrets secrets = new Secrets();
    PacketDump dump = new PacketDump(addresses, macs);
    List<String> out = new ArrayList<>(member.lines().size());
    List<String> packet = new ArrayList<>();
    for (String line : member.lines()) {
      if (PacketDump.isLine(line)) {
        packet.add(line);
        continue;
      }
      out.addAll(dump.rewritten(packet));
      packet.clear();
      out.add(lines.rewrite(secrets.masked(line), hex));
    }
    out.addAll(dump.rewritten(packet));
    return WrittenFile.of(lines.rewrite(member.node()), lines.rewrite(member.path()), out);
  }

  private WrittenFile manifest(Member member, Map<String, WrittenFile> files) {
    Secrets secrets = new Secrets();
    Map<String, WrittenFile> renamed = new LinkedHashMap<>();
    files.values().forEach(file -> renamed.put(file.path(), file));
    return WrittenFile.of(
        lines.rewrite(member.node()),
        MANIFEST,
        member.lines().stream()
            .map(line -> lines.rewrite(secrets.masked(line)))
            .map(line -> WrittenFile.manifestLine(line, renamed))
            .toList());
  }
}
