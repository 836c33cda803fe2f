package io.coldtrace.analyzer.privacy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coldtrace.analyzer.Analysis;
import io.coldtrace.analyzer.archive.Inputs;
import io.coldtrace.analyzer.archive.Limits;
import io.coldtrace.analyzer.archive.SnapshotWriter;
import io.coldtrace.analyzer.archive.WrittenFile;
import io.coldtrace.analyzer.corpus.Incident;
import io.coldtrace.facts.Ip;
import io.coldtrace.report.Report;
import io.coldtrace.rules.Language;
import io.coldtrace.rules.RuleCatalog;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Every incident of the corpus, anonymized: the diagnosis is the same, and nobody is named. */
@Tag("slow")
class AnonymizedCorpusTest {
  private static final Pattern ADDRESS =
      Pattern.compile("(?<![0-9.])[0-9]{1,3}(?:\\.[0-9]{1,3}){3}(?![0-9])");
  private static final Pattern MAC =
      Pattern.compile("(?<![0-9a-f:])[0-9a-f]{2}(?::[0-9a-f]{2}){5}(?![0-9a-f:])");

  private static final Pattern OTHERWISE =
      Pattern.compile("0x[0-9a-f]{8}|ip-[0-9]{1,3}(?:-[0-9]{1,3}){3}");

  private final RuleCatalog rules = RuleCatalog.builtIn().catalog();

  /** One of each form: addresses in names, hex, captures, objects of the API, pasted text. */
  private static final Set<String> CHOICE =
      Set.of(
          "coredns-killed",
          "firewalld-nftables",
          "healthy-ip-named",
          "host-gw-antispoof",
          "numbered-files",
          "sosreport-forwarding-off",
          "one-long-paste",
          "pasted-in-chinese",
          "sosreport-healthy",
          "two-causes",
          "ufw");

  @TestFactory
  Stream<DynamicTest> someIncidents(@TempDir Path folder) throws IOException {
    return incidents(folder, CHOICE::contains);
  }

  @Tag("long")
  @TestFactory
  Stream<DynamicTest> allOtherIncidents(@TempDir Path folder) throws IOException {
    return incidents(folder, id -> !CHOICE.contains(id));
  }

  private Stream<DynamicTest> incidents(Path folder, Predicate<String> which) throws IOException {
    return Incident.in(Path.of("..", "corpus")).stream()
        .filter(incident -> which.test(incident.id()))
        .map(
            incident ->
                DynamicTest.dynamicTest(
                    incident.id(), () -> isTheSame(incident, folder.resolve(incident.id()))));
  }

  private void isTheSame(Incident incident, Path other) throws Exception {
    Inputs inputs = Inputs.of(List.of(incident.folder()));
    Anonymizer anonymizer =
        new Anonymizer(incident.id().getBytes(StandardCharsets.UTF_8), Limits.DEFAULT);
    List<WrittenFile> files = new ArrayList<>();
    try (SnapshotWriter out = SnapshotWriter.at(other)) {
      anonymizer.anonymize(
          inputs,
          file -> {
            files.add(file);
            out.accept(file);
          });
    }
    namesNobody(anonymizer, files);
    Report before = incident.analyze(rules).report();
    Report after = report(Inputs.of(List.of(other)));
    assertEquals(said(before, anonymizer), said(after, null));
  }

  private Report report(Inputs inputs) throws Analysis.NothingToReadException {
    return Analysis.analyze(
            inputs, CompletableFuture.completedFuture(rules), Language.ENGLISH, stage -> {})
        .report();
  }

  /**
   * Ids, nodes, confidence and how much they explain; in the order of the names, which is another.
   */
  private static Set<String> said(Report report, Anonymizer map) {
    Set<String> said = new TreeSet<>();
    said.add(report.verdict().word() + ", probes " + report.probes().size());
    report
        .diagnoses()
        .forEach(
            each ->
                said.add(
                    String.join(
                        " ",
                        each.id(),
                        each.severity().text(),
                        each.confidence().word(),
                        new TreeSet<>(
                                each.nodes().stream()
                                    .map(node -> map == null ? node : map.node(node))
                                    .toList())
                            .toString(),
                        "explains " + each.explains().size())));
    return said;
  }

  private static void namesNobody(Anonymizer anonymizer, List<WrittenFile> files) {
    Set<String> secret = new HashSet<>();
    Set<String> innocent = new HashSet<>();
    List<String> names = new ArrayList<>();
    for (Anonymizer.Replacement each : anonymizer.replacements()) {
      if (!each.original().equals(each.other())) {
        boolean form = Arrays.asList("address", "mac").contains(each.kind());
        if (form) {
          secret.add(each.original());
        } else {
          names.add(each.original());
        }
      }
      innocent.add(each.other());
    }
    // Another's new address may by chance be someone's old one.
    secret.removeAll(innocent);
    assertTrue(secret.size() > 3, "there is something to hide");
    secret.addAll(
        secret.stream()
            .flatMap(address -> Ip.parse(address).stream())
            .filter(address -> address.version() == 4)
            .flatMap(
                address ->
                    Stream.of(
                        "0x%08x".formatted(address.low()),
                        "ip-" + address.toString().replace('.', '-')))
            .toList());
    Pattern named =
        Pattern.compile(
            names.stream()
                .map(Pattern::quote)
                .collect(Collectors.joining("|", "(?<![a-z0-9])(?:", ")(?![a-z0-9])")));
    for (WrittenFile file : files) {
      String text = (file.node() + "/" + file.path() + "\n" + file.text()).toLowerCase(Locale.ROOT);
      for (Pattern form : List.of(ADDRESS, MAC, OTHERWISE)) {
        Matcher matcher = form.matcher(text);
        while (matcher.find()) {
          assertTrue(!secret.contains(matcher.group()), file.path() + ": " + matcher.group());
        }
      }
      Matcher name = named.matcher(text);
      assertTrue(names.isEmpty() || !name.find(), () -> file.path() + ": " + name.group());
    }
  }
}
