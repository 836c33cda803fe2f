package io.coldtrace.parsers.tcpdump;

import java.util.Optional;
import org.antlr.v4.runtime.BailErrorStrategy;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.atn.PredictionMode;
import org.antlr.v4.runtime.misc.ParseCancellationException;

/** Runs the grammar over one layer; the lexer and the parser are made once. */
final class LayerReader {
  private final TcpdumpLexer lexer = new TcpdumpLexer(CharStreams.fromString(""));
  private final TcpdumpParser parser = new TcpdumpParser(new CommonTokenStream(lexer));

  LayerReader() {
    lexer.removeErrorListeners();
    parser.removeErrorListeners();
    parser.setErrorHandler(new BailErrorStrategy());
  }

  /** The tree of a layer; empty if the grammar does not know it. */
  Optional<TcpdumpParser.SingleLayerContext> read(String line) {
    Optional<TcpdumpParser.SingleLayerContext> tree = read(line, PredictionMode.SLL);
    return tree.isPresent() ? tree : read(line, PredictionMode.LL);
  }

  private Optional<TcpdumpParser.SingleLayerContext> read(String line, PredictionMode mode) {
    lexer.setInputStream(CharStreams.fromString(line));
    parser.setTokenStream(new CommonTokenStream(lexer));
    parser.getInterpreter().setPredictionMode(mode);
    try {
      return Optional.of(parser.singleLayer());
    } catch (ParseCancellationException e) {
      return Optional.empty();
    }
  }
}
