package io.coldtrace.analyzer.mutation;

import io.coldtrace.analyzer.archive.Member;
import io.coldtrace.analyzer.archive.ParsedFile;
import io.coldtrace.analyzer.archive.Snapshot;
import io.coldtrace.analyzer.derive.Derivation;
import io.coldtrace.dataplane.walk.Walker;
import io.coldtrace.facts.derived.Walk;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The probes of a snapshot as the model says they would have gone with what the nodes say now. A
 * capture of packets would have been another one, too: it is left out.
 */
final class MutatedProbes {
  private static final String MANIFEST = "manifest.tsv";
  private static final int ID = 1;
  private static final int RESULT = 9;
  private static final int FILE = 11;

  private MutatedProbes() {}

  static List<Member> of(List<Member> members, Map<Member, ParsedFile> known) {
    List<Member> still = members.stream().map(MutatedProbes::withoutCapture).toList();
    Map<String, String> lost = new TreeMap<>();
    for (Walker.Result result : Derivation.walked(Snapshot.of(still, known).facts()).values()) {
      Walk walk = result.walk();
      if (walk.probe() && walk.lost()) {
        lost.put(walk.flow(), walk.verdict().equals("rejected") ? "prohibited" : "timeout");
      }
    }
    Set<String> files = new HashSet<>();
    List<Member> out = new ArrayList<>();
    for (Member member : still) {
      out.add(member.path().equals(MANIFEST) ? failed(member, lost, files) : member);
    }
    return out.stream()
        .filter(member -> !member.path().startsWith("probes/tcpdump"))
        .map(
            member ->
                files.contains(member.node() + "/" + member.path())
                    ? member.withLines(List.of())
                    : member)
        .toList();
  }

  private static Member withoutCapture(Member member) {
    return member.path().equals(MANIFEST)
        ? member.withLines(
            member.lines().stream().filter(line -> !line.startsWith("probes/tcpdump")).toList())
        : member;
  }

  private static Member failed(Member manifest, Map<String, String> lost, Set<String> files) {
    List<String> lines = new ArrayList<>();
    for (String line : manifest.lines()) {
      String[] fields = line.split("\t", -1);
      String result =
          fields.length > FILE && fields[0].equals("probe")
              ? lost.get(manifest.node() + "/" + fields[ID])
              : null;
      if (result != null) {
        fields[RESULT] = result;
        fields[RESULT + 1] = "-";
        files.add(manifest.node() + "/" + fields[FILE]);
      }
      lines.add(String.join("\t", fields));
    }
    return manifest.withLines(lines);
  }
}
