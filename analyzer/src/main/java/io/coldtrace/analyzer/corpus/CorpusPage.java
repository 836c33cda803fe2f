package io.coldtrace.analyzer.corpus;

import java.util.List;

/** {@code docs/corpus.md}: which incidents there are, and how well each rule does on them. */
public final class CorpusPage {
  private static final String HEAD =
      """
      # The corpus

      What was diagnosed once stays diagnosed: `corpus/<id>/` holds an incident's `story.md`, its `snapshot/` and what must be said of it.
      Made by `./coldtrace corpus verify --markdown`; `./coldtrace corpus add SNAPSHOT --id ID` makes one more.

      """;

  private CorpusPage() {}

  /** The whole page, in Markdown. */
  public static String render(CorpusResult result) {
    StringBuilder page = new StringBuilder(HEAD);
    page.append(
        "First cause right: %d of %d; no cause to be named, and none was: %d of %d; incidents as expected: %d of %d.%n"
            .formatted(
                result.topOne(),
                result.faulty().size(),
                result.stillQuiet(),
                result.incidents().size() - result.faulty().size(),
                result.incidents().stream().filter(IncidentResult::passed).count(),
                result.incidents().size()));
    List<String> confusions = result.confusions();
    confusions.forEach(each -> page.append("\n- ").append(each));
    page.append(confusions.isEmpty() ? "\n" : "\n\n");
    page.append(
        """
        ## Rules

        Precision: of the incidents where the rule was named a cause, those where it is one. Recall: of those where it is one, where it was named.
        As counts, for one of one is no rate. A rule that is not here is a cause nowhere in the corpus, and was called one nowhere.

        | rule | precision | recall |
        | --- | --- | --- |
        """);
    for (CorpusResult.Score score : result.scores()) {
      page.append(row(score.id(), score.precision(), score.recall()));
    }
    page.append(
        """

        ## Incidents

        Predictions: probes that the model, not knowing their results, passes, loses, and cannot tell; of them those that went otherwise.

        | incident | must be said | confidence | pass | fail | unknown | otherwise |
        | --- | --- | --- | --- | --- | --- | --- |
        """);
    for (IncidentResult each : result.incidents()) {
      Predictions said = each.expected().predictions();
      page.append(
          row(
              "[" + each.incident().id() + "](../corpus/" + each.incident().id() + "/story.md)",
              each.expectedCauses(),
              each.expectedConfidence(),
              number(said, said.pass()),
              number(said, said.fail()),
              number(said, said.unknown()),
              number(said, said.wrong())));
    }
    return page.toString();
  }

  private static String number(Predictions predictions, int count) {
    return predictions.isStated() ? String.valueOf(count) : "-";
  }

  private static String row(String... cells) {
    return "| " + String.join(" | ", cells) + " |\n";
  }
}
