package io.coldtrace.report;

import io.coldtrace.rules.RemedyStep;
import io.coldtrace.rules.Severity;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What the templates ask of a report: everything that they would else have to compute. */
public final class PageContents {
  private static final int MOST_LETTERED = 24;

  private final ReportPage page;
  private final Report report;
  private final Messages messages;
  private final Map<String, ProbeOutcome> probes;
  private final ProbeMatrix matrix;

  PageContents(ReportPage page, Messages messages) {
    this.page = page;
    this.messages = messages;
    this.report = page.report();
    this.probes =
        report.probes().stream()
            .collect(
                Collectors.toMap(
                    ProbeOutcome::id, Function.identity(), (first, second) -> first, TreeMap::new));
    this.matrix = MatrixLayout.of(report);
  }

  /** Who reaches whom. */
  public ProbeMatrix getMatrix() {
    return matrix;
  }

  /** The matrix as a picture, where it is too large for letters. */
  public Optional<MatrixPicture> getMatrixPicture() {
    boolean large = matrix.columns().size() > MOST_LETTERED || matrix.rows().size() > MOST_LETTERED;
    return large ? Optional.of(MatrixPicture.of(matrix)) : Optional.empty();
  }

  /** What to show first; none unless there is a problem. */
  public List<Diagnosis> getRootCause() {
    boolean problem = report.verdict() == Verdict.PROBLEM;
    return problem ? report.diagnoses().stream().limit(1).toList() : List.of();
  }

  /** The diagnoses that are not the root cause. */
  public List<Diagnosis> getOthers() {
    return report.diagnoses().stream().skip(getRootCause().size()).toList();
  }

  /** In a healthy cluster what explains the probes that failed all the same. */
  public List<Diagnosis> getHarmless() {
    boolean healthy = report.verdict() == Verdict.HEALTHY;
    return report.diagnoses().stream()
        .filter(diagnosis -> healthy && !diagnosis.explains().isEmpty())
        .toList();
  }

  /** The other causes that break traffic. */
  public List<Diagnosis> getFurtherCauses() {
    return report.diagnoses().stream()
        .filter(PageContents::breaksTraffic)
        .skip(getRootCause().size())
        .toList();
  }

  /** Where no cause is found, what may be one. */
  public List<Diagnosis> getLeads() {
    boolean open = report.verdict() == Verdict.INCONCLUSIVE;
    return report.diagnoses().stream()
        .filter(diagnosis -> open && diagnosis.severity().compareTo(Severity.WARNING) <= 0)
        .toList();
  }

  /** How many diagnoses break traffic. */
  public int getCauses() {
    return (int) report.diagnoses().stream().filter(PageContents::breaksTraffic).count();
  }

  public int getPassed() {
    return (int) report.probes().stream().filter(ProbeOutcome::passed).count();
  }

  public int getFailed() {
    return (int) report.probes().stream().filter(ProbeOutcome::failed).count();
  }

  public int getSkipped() {
    return (int) report.probes().stream().filter(ProbeOutcome::skipped).count();
  }

  /** Failed probes that no diagnosis explains. */
  public List<ProbeOutcome> getUnexplained() {
    Set<String> explained = new HashSet<>();
    report.diagnoses().forEach(diagnosis -> explained.addAll(diagnosis.explains()));
    return report.probes().stream()
        .filter(probe -> probe.failed() && !explained.contains(probe.id()))
        .toList();
  }

  /** How many failed probes the diagnoses that break traffic account for. */
  public int getExplained() {
    return (int)
        report.diagnoses().stream()
            .filter(PageContents::breaksTraffic)
            .flatMap(diagnosis -> diagnosis.explains().stream())
            .distinct()
            .count();
  }

  /** How the cluster is, in one sentence. */
  String verdict() {
    return VerdictSentence.of(this, report, messages);
  }

  /** When the first of the nodes was captured; empty if no capture says it. */
  public String getCollectedAt() {
    return report.snapshot().nodes().stream()
        .map(ReportedNode::collectedAt)
        .filter(time -> !time.isEmpty())
        .min(Comparator.naturalOrder())
        .orElse("");
  }

  /** How the probes of each kind went. */
  public List<KindCount> getKinds() {
    return matrix.kinds().stream().map(kind -> KindCount.of(kind, report)).toList();
  }

  /** What does not work, in one sentence; empty if all does. */
  public String getSymptoms() {
    return new Symptoms(report, messages).text(matrix.kinds());
  }

  /** What a cause is not. */
  public List<String> ruledOut(Diagnosis diagnosis) {
    return new RuledOut(report, messages).by(diagnosis);
  }

  /** The causes of lost packets that were looked for and are not there, by id. */
  public List<String> getNotThere() {
    return page.clear().stream().filter(ClearRule::breaksTraffic).map(ClearRule::id).toList();
  }

  /** The same of risks. */
  public List<String> getNotAhead() {
    return page.clear().stream().filter(rule -> !rule.breaksTraffic()).map(ClearRule::id).toList();
  }

  /** The lines around a piece of evidence; its own line alone if there is no excerpt. */
  public Excerpt excerpt(Evidence evidence) {
    return page.excerpts().stream()
        .filter(
            excerpt ->
                excerpt.node().equals(evidence.node())
                    && excerpt.file().equals(evidence.file())
                    && excerpt.highlightedLine() == evidence.line())
        .findFirst()
        .orElseGet(
            () ->
                new Excerpt(
                    evidence.node(),
                    evidence.file(),
                    evidence.line(),
                    List.of(evidence.text()),
                    evidence.line()))
        .outdented();
  }

  /** What was not captured, and on which nodes. */
  public List<Lacking> getMissing() {
    return Lacking.of(report.input().missing());
  }

  /** The probes of these ids, as far as they are known. */
  public List<ProbeOutcome> probes(List<String> ids) {
    return ids.stream()
        .map(probes::get)
        .flatMap(probe -> Optional.ofNullable(probe).stream())
        .toList();
  }

  /** What to ask for next. */
  public List<String> getAsks() {
    return new Asks(report, messages).texts(getUnexplained(), false);
  }

  /** The same as commands, where commands can tell. */
  public List<Question> getQuestions() {
    return Questions.of(report);
  }

  /** What to ask the customer himself for. */
  List<String> asksOfTheCustomer() {
    return new Asks(report, messages).texts(getUnexplained(), true);
  }

  /** What became of a remedy on the model, in words. */
  Optional<String> verified(Optional<Verification> result) {
    return result.map(
        r -> messages.text("remedy.verified", r.fixed(), r.fixed() + r.stillFailing(), r.broken()));
  }

  /** A rule's title; its id if it has none. */
  public String title(String id) {
    return page.titles().getOrDefault(id, id);
  }

  /** {@code 2026-11-22T20:12:17Z} for people; anything else as it is. */
  public String time(String instant) {
    return instant.replaceFirst("^(\\d{4}-\\d\\d-\\d\\d)T(\\d\\d:\\d\\d(:\\d\\d)?)Z$", "$1 $2 UTC");
  }

  /** The steps of a kind, in their order. */
  public List<RemedyStep> steps(List<RemedyStep> remedy, String kind) {
    return remedy.stream().filter(step -> step.kind().text().equals(kind)).toList();
  }

  /** Steps in the groups in which they are shown. */
  public List<StepBlock> blocks(List<RemedyStep> steps) {
    return StepBlock.of(steps);
  }

  /** What a diagnosis says of this cluster, in which it quotes its evidence. */
  public List<Phrase> summary(Diagnosis diagnosis) {
    return Phrase.of(diagnosis.summary(), diagnosis.evidence());
  }

  /**
   * What the button for all commands copies. Where they are for more than one node a comment says
   * which; a node's name is kept on its line, lest it become a command.
   */
  public String commands(List<RemedyStep> steps) {
    boolean oneNode = steps.stream().map(RemedyStep::node).distinct().count() <= 1;
    return steps.stream()
        .filter(step -> !step.command().isEmpty())
        .map(
            step ->
                oneNode
                    ? step.command()
                    : "# " + VisibleText.line(step.node()) + "\n" + step.command())
        .collect(Collectors.joining("\n"));
  }

  static boolean breaksTraffic(Diagnosis diagnosis) {
    return diagnosis.severity().compareTo(Severity.ERROR) <= 0;
  }

  /** The name of a diagnosis in links; the second of an id has a number after it. */
  public String anchor(Diagnosis diagnosis) {
    int place = place(diagnosis);
    long before =
        report.diagnoses().stream()
            .limit(place)
            .filter(other -> other.id().equals(diagnosis.id()))
            .count();
    String name = diagnosis.id().replaceAll("[^A-Za-z0-9-]", "_");
    return "finding-" + (before == 0 ? name : name + "-" + (before + 1));
  }

  private int place(Diagnosis diagnosis) {
    for (int i = 0; i < report.diagnoses().size(); i++) {
      // Two may say the same of two nodes: it is this one that is meant.
      if (isSame(report.diagnoses().get(i), diagnosis)) {
        return i;
      }
    }
    return -1;
  }

  @SuppressWarnings("ReferenceEquality")
  private static boolean isSame(Diagnosis one, Diagnosis other) {
    return one == other;
  }

  /** What is drawn and laid out for a diagnosis. */
  public DiagnosisExhibits exhibits(Diagnosis diagnosis) {
    return DiagnosisExhibits.of(page.exhibits(), place(diagnosis), messages);
  }

  /** The cluster with its overlay. */
  public OverlayPicture getOverlay() {
    Set<String> culprits = new HashSet<>();
    report.diagnoses().stream()
        .filter(PageContents::breaksTraffic)
        .forEach(diagnosis -> culprits.addAll(diagnosis.nodes()));
    return OverlayPicture.of(page.exhibits().overlay(), culprits);
  }

  /** What the nodes say of themselves. */
  public NodeTable getNodeTable() {
    return NodeTable.of(report, page.exhibits().nodeFacts());
  }

  /** Where a line can be read in its file; empty if the page does not carry it. */
  public String link(Evidence by) {
    List<CapturedExcerpt> texts = page.exhibits().texts();
    for (int i = 0; i < texts.size(); i++) {
      CapturedExcerpt text = texts.get(i);
      int line = by.line() - text.firstLine();
      boolean there = line >= 0 && line < text.lines().size();
      if (there && text.node().equals(by.node()) && text.file().equals(by.file())) {
        return "#f" + i + "-" + by.line();
      }
    }
    return "";
  }
}
