package io.coldtrace.parsers;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.antlr.v4.runtime.BailErrorStrategy;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.Lexer;
import org.antlr.v4.runtime.Parser;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.TokenStream;
import org.antlr.v4.runtime.atn.PredictionMode;
import org.antlr.v4.runtime.misc.ParseCancellationException;

/**
 * One ANTLR lexer and parser, used again for record after record: the fast prediction first, the
 * full one only for a record that fails. Not for two threads at a time; what ANTLR learns about a
 * grammar is shared between all of them anyway, so a new one for each file costs little.
 */
public final class RecordParser<P extends Parser> {
  private final Lexer lexer;
  private final CommonTokenStream tokens;
  private final P parser;

  /** Builds the pair from the generated classes' constructors. */
  public RecordParser(Lexer lexer, Function<TokenStream, P> newParser) {
    this.lexer = lexer;
    this.lexer.removeErrorListeners();
    tokens = new CommonTokenStream(lexer);
    parser = newParser.apply(tokens);
    parser.removeErrorListeners();
    parser.setErrorHandler(new BailErrorStrategy());
  }

  /**
   * Keeps no children in the trees: labels and {@link #tokens} tell all there is of a flat grammar,
   * in two thirds of the time.
   */
  public RecordParser<P> withoutChildren() {
    parser.setBuildParseTree(false);
    return this;
  }

  /** The tokens of the latest record, without the end. */
  public List<Token> tokens() {
    return tokens.getTokens().subList(0, tokens.size() - 1);
  }

  /** The tree of the record; empty if the entry rule does not read all of it. */
  public <T extends ParserRuleContext> Optional<T> parse(String record, Function<P, T> entry) {
    lexer.setInputStream(LineStream.of(record));
    tokens.setTokenSource(lexer);
    Optional<T> tree = attempt(entry, PredictionMode.SLL);
    if (tree.isPresent()) {
      return tree;
    }
    tokens.seek(0);
    return attempt(entry, PredictionMode.LL);
  }

  private <T extends ParserRuleContext> Optional<T> attempt(
      Function<P, T> entry, PredictionMode mode) {
    parser.reset();
    parser.getInterpreter().setPredictionMode(mode);
    try {
      return Optional.of(entry.apply(parser));
    } catch (ParseCancellationException e) {
      return Optional.empty();
    }
  }
}
