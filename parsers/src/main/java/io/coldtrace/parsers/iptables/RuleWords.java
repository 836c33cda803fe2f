package io.coldtrace.parsers.iptables;

import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.Token;

/** The words of a command, taken from the left as getopt(3) does. */
final class RuleWords {
  private final List<String> texts;
  private final List<Integer> types;
  private int position;

  private RuleWords(List<String> texts, List<Integer> types) {
    this.texts = texts;
    this.types = types;
  }

  static RuleWords of(List<Token> tokens) {
    List<String> texts = new ArrayList<>(tokens.size());
    List<Integer> types = new ArrayList<>(tokens.size());
    for (Token token : tokens) {
      texts.add(unquoted(token.getText()));
      types.add(token.getType());
    }
    return new RuleWords(texts, types);
  }

  boolean hasNext() {
    return position < texts.size();
  }

  boolean nextIsOption() {
    return hasNext() && types.get(position) == IptablesSaveLexer.FLAG;
  }

  boolean nextIsPlain() {
    return hasNext() && !nextIsOption() && types.get(position) != IptablesSaveLexer.BANG;
  }

  /** Takes a {@code !} if one comes next. */
  boolean takeBang() {
    boolean bang = hasNext() && types.get(position) == IptablesSaveLexer.BANG;
    position += bang ? 1 : 0;
    return bang;
  }

  String next() {
    return texts.get(position++);
  }

  /** Puts the second half of {@code --dport=80} or {@code -jDROP} where it is taken next. */
  void insert(String word) {
    texts.add(position, word);
    types.add(position, IptablesSaveLexer.WORD);
  }

  /** The word without its quotes; inside them a backslash makes the next character plain. */
  static String unquoted(String written) {
    if (written.indexOf('"') < 0) {
      return written;
    }
    StringBuilder text = new StringBuilder(written.length());
    boolean quoted = false;
    for (int i = 0; i < written.length(); i++) {
      char c = written.charAt(i);
      if (c == '"') {
        quoted = !quoted;
      } else {
        text.append(quoted && c == '\\' ? written.charAt(++i) : c);
      }
    }
    return text.toString();
  }
}
