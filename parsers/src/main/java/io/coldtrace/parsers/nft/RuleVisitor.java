package io.coldtrace.parsers.nft;

import io.coldtrace.facts.netfilter.NftMatch;
import io.coldtrace.parsers.nft.NftRulesetParser.AssignmentContext;
import io.coldtrace.parsers.nft.NftRulesetParser.BitsContext;
import io.coldtrace.parsers.nft.NftRulesetParser.ChainVerdictContext;
import io.coldtrace.parsers.nft.NftRulesetParser.ClauseContext;
import io.coldtrace.parsers.nft.NftRulesetParser.ComparisonContext;
import io.coldtrace.parsers.nft.NftRulesetParser.ConnectionCountContext;
import io.coldtrace.parsers.nft.NftRulesetParser.ForeignMatchContext;
import io.coldtrace.parsers.nft.NftRulesetParser.KeyContext;
import io.coldtrace.parsers.nft.NftRulesetParser.LimitContext;
import io.coldtrace.parsers.nft.NftRulesetParser.MapVerdictContext;
import io.coldtrace.parsers.nft.NftRulesetParser.MaskedComparisonContext;
import io.coldtrace.parsers.nft.NftRulesetParser.PlainVerdictContext;
import io.coldtrace.parsers.nft.NftRulesetParser.QueueVerdictContext;
import io.coldtrace.parsers.nft.NftRulesetParser.QuotaContext;
import io.coldtrace.parsers.nft.NftRulesetParser.RejectVerdictContext;
import io.coldtrace.parsers.nft.NftRulesetParser.SetContext;
import io.coldtrace.parsers.nft.NftRulesetParser.SetUpdateContext;
import io.coldtrace.parsers.nft.NftRulesetParser.SingleRuleContext;
import io.coldtrace.parsers.nft.NftRulesetParser.SingleUnreadRuleContext;
import io.coldtrace.parsers.nft.NftRulesetParser.TranslationContext;
import io.coldtrace.parsers.nft.NftRulesetParser.ValuesContext;
import io.coldtrace.parsers.nft.NftRulesetParser.VerdictEndingContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads one rule. Every clause that can end the rule is a match, also where its outcome cannot be
 * known from a listing ({@code limit rate 5/second}); what remains are statements.
 */
final class RuleVisitor extends NftRulesetParserBaseVisitor<Optional<NftMatch>> {
  private static final String UNKNOWN = NftMatch.UNKNOWN;

  /** Without an operator, these are tests for any of the given bits. */
  private static final List<String> BIT_FIELDS = List.of("tcp flags", "ct status");

  static ReadRule read(SingleRuleContext rule) {
    RuleVisitor visitor = new RuleVisitor();
    List<NftMatch> matches = new ArrayList<>();
    List<String> statements = new ArrayList<>();
    for (ClauseContext clause : rule.clause()) {
      Optional<NftMatch> match = visitor.visit(clause);
      match.ifPresentOrElse(matches::add, () -> statements.add(TreeText.of(clause)));
    }
    if (rule.ending() instanceof TranslationContext translation) {
      statements.add(TreeText.of(translation));
    }
    Verdict verdict =
        rule.ending() instanceof VerdictEndingContext ending
            ? Verdict.of(ending.verdict())
            : Verdict.NONE;
    verdict.lookup().ifPresent(matches::add);
    return new ReadRule(matches, statements, verdict.name(), verdict.argument());
  }

  /**
   * A rule of which only the verdict at its end is understood; empty for a verdict map, whose key
   * may begin in the part that is not.
   */
  static Optional<ReadRule> readUnread(SingleUnreadRuleContext rule) {
    if (rule.verdict() instanceof MapVerdictContext) {
      return Optional.empty();
    }
    Verdict verdict = Verdict.of(rule.verdict());
    return Optional.of(
        new ReadRule(
            List.of(unread(TreeText.of(rule.unread()))),
            List.of(),
            verdict.name(),
            verdict.argument()));
  }

  /** A rule of which nothing is understood. */
  static ReadRule readNothing(String text) {
    return new ReadRule(List.of(unread(text)), List.of(), UNKNOWN, "");
  }

  private static NftMatch unread(String text) {
    return new NftMatch(text, UNKNOWN, List.of(), text);
  }

  @Override
  protected Optional<NftMatch> defaultResult() {
    return Optional.empty();
  }

  @Override
  public Optional<NftMatch> visitComparison(ComparisonContext comparison) {
    String key = keyText(comparison);
    String operator =
        comparison.operator != null
            ? comparison.operator.getText()
            : comparison.values().value().isEmpty() || !BIT_FIELDS.contains(key) ? "==" : "&";
    return Optional.of(
        new NftMatch(key, operator, values(comparison.values()), TreeText.of(comparison)));
  }

  private static String keyText(ComparisonContext comparison) {
    int masks = comparison.binary().size();
    return masks == 0
        ? TreeText.of(comparison.key())
        : TreeText.between(comparison.key().start, comparison.binary(masks - 1).stop)
            .replace(" and ", " & ");
  }

  @Override
  public Optional<NftMatch> visitMaskedComparison(MaskedComparisonContext comparison) {
    String mask = joined(comparison.mask);
    String key =
        TreeText.of(comparison.key()) + " & " + (mask.contains("|") ? "(" + mask + ")" : mask);
    String operator = comparison.COMPARATOR() == null ? "==" : comparison.COMPARATOR().getText();
    List<String> values = List.of(joined(comparison.bits(0)));
    return Optional.of(new NftMatch(key, operator, values, TreeText.of(comparison)));
  }

  private static String joined(BitsContext bits) {
    return TreeText.of(bits).replaceAll(" *, *", " | ");
  }

  @Override
  public Optional<NftMatch> visitLimit(LimitContext limit) {
    return undecided("limit", TreeText.of(limit));
  }

  @Override
  public Optional<NftMatch> visitQuota(QuotaContext quota) {
    return undecided("quota", TreeText.of(quota));
  }

  @Override
  public Optional<NftMatch> visitConnectionCount(ConnectionCountContext count) {
    return undecided("ct count", TreeText.of(count));
  }

  @Override
  public Optional<NftMatch> visitForeignMatch(ForeignMatchContext match) {
    return undecided("xt match", TreeText.of(match).replace("\"", ""));
  }

  @Override
  public Optional<NftMatch> visitSetUpdate(SetUpdateContext update) {
    String inside = " " + TreeText.of(update.braced()) + " ";
    boolean conditional =
        inside.contains(" limit ") || inside.contains(" quota ") || inside.contains(" ct count ");
    return conditional
        ? undecided(update.getStart().getText(), TreeText.of(update))
        : Optional.empty();
  }

  @Override
  public Optional<NftMatch> visitAssignment(AssignmentContext assignment) {
    return Optional.empty();
  }

  private static Optional<NftMatch> undecided(String key, String text) {
    List<String> values = List.of(text.substring(key.length()).strip());
    return Optional.of(new NftMatch(key, UNKNOWN, values, text));
  }

  private static List<String> values(ValuesContext values) {
    if (values.set() != null) {
      return elements(values.set());
    }
    return values.SET_REFERENCE() != null
        ? List.of(values.SET_REFERENCE().getText())
        : values.value().stream().map(TreeText::unquoted).toList();
  }

  private static List<String> elements(SetContext set) {
    return set.element().stream().map(e -> ElementText.of(e).replace("\"", "")).toList();
  }

  /**
   * How a rule ends.
   *
   * @param lookup the key of a verdict map and its elements
   */
  private record Verdict(String name, String argument, Optional<NftMatch> lookup) {
    static final Verdict NONE = new Verdict("", "", Optional.empty());

    static Verdict of(NftRulesetParser.VerdictContext verdict) {
      String name = verdict.getStart().getText();
      if (verdict instanceof PlainVerdictContext) {
        return new Verdict(name, "", Optional.empty());
      }
      if (verdict instanceof ChainVerdictContext jump) {
        return new Verdict(name, TreeText.unquoted(jump.chain), Optional.empty());
      }
      if (verdict instanceof RejectVerdictContext reject) {
        // Older versions say "icmpx type admin-prohibited".
        String with =
            reject.protocol == null
                ? ""
                : TreeText.of(reject.protocol) + " " + TreeText.of(reject.reason);
        return new Verdict(name, with, Optional.empty());
      }
      if (verdict instanceof QueueVerdictContext queue) {
        String how = TreeText.of(queue).substring(name.length()).strip();
        return new Verdict(name, how, Optional.empty());
      }
      return ofMap((MapVerdictContext) verdict);
    }

    private static Verdict ofMap(MapVerdictContext verdict) {
      KeyContext key = verdict.key();
      String map = TreeText.of(verdict.map());
      List<String> values =
          verdict.map().set() == null ? List.of(map) : elements(verdict.map().set());
      NftMatch lookup =
          new NftMatch(TreeText.of(key), NftMatch.VERDICT_MAP, values, TreeText.of(verdict));
      return new Verdict("vmap", map, Optional.of(lookup));
    }
  }
}
