package io.coldtrace.analyzer.diagnose;

import io.coldtrace.analyzer.archive.EvidenceText;
import io.coldtrace.analyzer.archive.ParsedFile;
import io.coldtrace.analyzer.archive.Snapshot;
import io.coldtrace.analyzer.remedy.Trial;
import io.coldtrace.facts.Source;
import io.coldtrace.facts.capture.CapturedFile;
import io.coldtrace.facts.capture.Probe;
import io.coldtrace.facts.derived.ProbePrediction;
import io.coldtrace.facts.kubernetes.KubeNode;
import io.coldtrace.report.Alternative;
import io.coldtrace.report.Capture;
import io.coldtrace.report.Diagnosis;
import io.coldtrace.report.Evidence;
import io.coldtrace.report.Excerpt;
import io.coldtrace.report.Input;
import io.coldtrace.report.Messages;
import io.coldtrace.report.MissingInput;
import io.coldtrace.report.NotEvaluated;
import io.coldtrace.report.Prediction;
import io.coldtrace.report.ProbeOutcome;
import io.coldtrace.report.Report;
import io.coldtrace.report.Verification;
import io.coldtrace.rules.FactBase;
import io.coldtrace.rules.Finding;
import io.coldtrace.rules.Findings;
import io.coldtrace.rules.Language;
import io.coldtrace.rules.RemedyStep;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Fills the report model from a diagnosis. */
public final class ReportBuilder {
  /** Lines of a captured file that are shown before and after the one that proves it. */
  private static final int CONTEXT = 4;

  /** Unrecognized lines that the report names; the rest is counted by {@code files}. */
  private static final int MAX_UNRECOGNIZED = 200;

  private final FactBase facts;
  private final Snapshot snapshot;
  private final EvidenceText text;
  private final Trial trial;
  private final Language language;
  private final Messages messages;
  private final Map<String, ProbePrediction> predictions = new HashMap<>();
  private Proofs proofs;

  /** A builder in a language, for this snapshot and what became of remedies on its model. */
  public ReportBuilder(
      FactBase facts, Snapshot snapshot, EvidenceText text, Trial trial, Language language) {
    this.facts = facts;
    this.snapshot = snapshot;
    this.text = text;
    this.trial = trial;
    this.language = language;
    messages = Messages.of(locale());
    facts.all(ProbePrediction.class).forEach(each -> predictions.put(each.probe(), each));
  }

  /** Every line that a report of these findings shows; their text has to be read again. */
  public static Set<Source> sources(FactBase facts, Findings findings, Snapshot snapshot) {
    Set<Source> sources = new LinkedHashSet<>();
    facts.all(ProbePrediction.class).forEach(prediction -> sources.add(prediction.source()));
    findings.found().forEach(finding -> sources.addAll(finding.evidence()));
    unrecognized(snapshot).forEach(sources::add);
    sources.remove(Source.NONE);
    return sources;
  }

  /** The whole report; the findings' texts are in the builder's language. */
  public Report report(Findings findings) {
    io.coldtrace.analyzer.diagnose.Diagnosis diagnosis =
        Diagnoser.diagnose(facts, findings.found());
    proofs = new Proofs(facts, trial, diagnosis.causes());
    return new Report(
        Report.SCHEMA,
        diagnosis.verdict(),
        new SnapshotNodes(facts, snapshot).snapshot(),
        diagnosis.causes().stream().map(this::diagnosis).toList(),
        facts.all(Probe.class).stream()
            .sorted(Comparator.comparing(Probe::id))
            .map(this::outcome)
            .toList(),
        notEvaluated(findings),
        input());
  }

  private Diagnosis diagnosis(Cause cause) {
    Finding finding = cause.finding();
    return new Diagnosis(
        finding.ruleId(),
        cause.severity(),
        proofs.confidence(cause),
        finding.title(),
        finding.message(),
        finding.nodes(),
        finding.evidence().stream()
            .filter(s -> !s.equals(Source.NONE))
            .map(this::evidence)
            .toList(),
        List.copyOf(cause.explains()),
        List.copyOf(cause.contradicts()),
        cause.under(),
        proofs.offered(cause),
        finding.alternatives().stream().map(each -> alternative(cause, each)).toList(),
        verification(cause, finding.remedy()),
        finding.why(),
        and(finding.speaksFor(), counted(cause, true)),
        and(finding.speaksAgainst(), counted(cause, false)),
        finding.risk());
  }

  private static List<String> and(List<String> texts, Optional<String> more) {
    return Stream.concat(texts.stream(), more.stream()).toList();
  }

  /** Whether the rule that is to have stopped the probes met packets while they ran. */
  private Optional<String> counted(Cause cause, boolean met) {
    if (cause.explains().isEmpty() || cause.finding().evidence().isEmpty()) {
      return Optional.empty();
    }
    OptionalLong moved = proofs.counters().moved(cause.finding().evidence().get(0));
    return moved.isPresent() && (moved.getAsLong() > 0) == met
        ? Optional.of(messages.text(met ? "counter.met" : "counter.unmet", moved.getAsLong()))
        : Optional.empty();
  }

  private Optional<Verification> verification(Cause cause, List<RemedyStep> steps) {
    return proofs
        .outcome(steps)
        .filter(outcome -> proofs.foretells(cause, outcome) || !outcome.broken().isEmpty())
        .map(Trial.Outcome::counted);
  }

  private Evidence evidence(Source source) {
    return new Evidence(source.node(), source.file(), source.line(), text.line(source));
  }

  private Alternative alternative(Cause cause, io.coldtrace.rules.Alternative alternative) {
    return new Alternative(
        alternative.title(),
        alternative.when(),
        alternative.steps(),
        verification(cause, alternative.steps()));
  }

  private ProbeOutcome outcome(Probe probe) {
    Optional<ProbePrediction> predicted = Optional.ofNullable(predictions.get(probe.id()));
    return new ProbeOutcome(
        probe.id(),
        probe.kind(),
        probe.node(),
        probe.target(),
        probe.ok() || probe.result().equals("silent"),
        predicted.map(ReportBuilder::prediction).orElse(Prediction.UNKNOWN),
        predicted
            .map(ProbePrediction::source)
            .filter(source -> !source.equals(Source.NONE))
            .map(this::evidence),
        probe.targetNode(),
        probe.result(),
        probe.detail());
  }

  private static Prediction prediction(ProbePrediction walked) {
    return walked.passes()
        ? Prediction.PASS
        : walked.fails() ? Prediction.FAIL : Prediction.UNKNOWN;
  }

  private static List<NotEvaluated> notEvaluated(Findings findings) {
    Map<String, Set<String>> missing = new TreeMap<>();
    for (io.coldtrace.rules.NotEvaluated each : findings.notEvaluated()) {
      Set<String> what = missing.computeIfAbsent(each.ruleId(), id -> new TreeSet<>());
      each.missing().forEach(m -> what.add(each.node().isEmpty() ? m : each.node() + ": " + m));
    }
    List<NotEvaluated> result = new ArrayList<>();
    missing.forEach((id, what) -> result.add(new NotEvaluated(id, List.copyOf(what))));
    return result;
  }

  private Input input() {
    List<ParsedFile> files = snapshot.files();
    List<MissingInput> missing = new ArrayList<>();
    snapshot
        .problems()
        .forEach(
            p -> missing.add(new MissingInput("", p.input(), ProblemWords.of(p.what(), messages))));
    Set<String> captured = new TreeSet<>();
    snapshot.captures().forEach(capture -> captured.add(capture.node()));
    Set<String> absent = new TreeSet<>(UnseenNodes.withoutCapture(facts));
    facts.all(KubeNode.class).forEach(node -> absent.add(node.name()));
    absent.removeAll(captured);
    absent.forEach(node -> missing.add(missing(node, "missing.node", "missing.node.why")));
    UnseenNodes.withoutManifest(facts)
        .forEach(node -> missing.add(missing(node, "missing.manifest", "missing.manifest.why")));
    facts.all(CapturedFile.class).stream()
        .filter(this::isMissing)
        .forEach(f -> missing.add(new MissingInput(f.source().node(), f.argv(), why(f.state()))));
    return new Input(
        files.size(),
        files.stream().mapToLong(ParsedFile::lines).sum(),
        unrecognized(snapshot).stream().map(this::evidence).toList(),
        missing,
        snapshot.captures().stream()
            .map(
                capture ->
                    new Capture(capture.node(), fileName(capture.input()), time(capture.started())))
            .toList());
  }

  private MissingInput missing(String node, String what, String why) {
    return new MissingInput(node, messages.text(what), messages.text(why));
  }

  /** What there was nothing of on the node, or another node told for all, is not missing. */
  private boolean isMissing(CapturedFile file) {
    return switch (file.state()) {
      case "-", "skipped:no-tables", "skipped:no-modules" -> false;
      case "missing" -> file.argv().indexOf('*') < 0;
      case "skipped:kubeconfig" -> !facts.has("kubectl-json");
      case "timeout" -> !file.file().startsWith("probes/");
      default -> true;
    };
  }

  private String why(String state) {
    return state.startsWith("skipped:")
        ? messages.text("missing.skipped", state.substring("skipped:".length()))
        : messages.name("missing", state);
  }

  private static List<Source> unrecognized(Snapshot snapshot) {
    return snapshot.files().stream()
        .flatMap(
            file ->
                file.unrecognized().stream()
                    .map(line -> new Source(file.node(), file.path(), line)))
        .limit(MAX_UNRECOGNIZED)
        .toList();
  }

  private static String fileName(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /** ISO 8601 in UTC; empty for an unknown time. */
  static String time(long epochSeconds) {
    return epochSeconds <= 0 ? "" : Instant.ofEpochSecond(epochSeconds).toString();
  }

  /** The lines around each piece of evidence. */
  public List<Excerpt> excerpts(Report report) {
    Map<Source, Excerpt> excerpts = new LinkedHashMap<>();
    for (Diagnosis diagnosis : report.diagnoses()) {
      for (Evidence evidence : diagnosis.evidence()) {
        Source source = new Source(evidence.node(), evidence.file(), evidence.line());
        excerpts.computeIfAbsent(source, this::excerpt);
      }
    }
    return excerpts.values().stream().filter(excerpt -> !excerpt.lines().isEmpty()).toList();
  }

  private Excerpt excerpt(Source source) {
    List<String> lines = text.lines(source);
    int first = Math.max(1, source.line() - CONTEXT);
    int last = Math.min(lines.size(), source.line() + CONTEXT);
    List<String> shown = last < first ? List.of() : lines.subList(first - 1, last);
    return new Excerpt(source.node(), source.file(), first, shown, source.line());
  }

  /** The language of the report. */
  public Language language() {
    return language;
  }

  /** Its locale. */
  public Locale locale() {
    return Locale.forLanguageTag(language.tag());
  }
}
