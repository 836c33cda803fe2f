package io.coldtrace.analyzer.derive;

import io.coldtrace.facts.Fact;
import io.coldtrace.facts.derived.KnownMessage;
import io.coldtrace.facts.kernel.LogMessage;
import io.coldtrace.rules.knowledge.MessageMeaning;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The messages of the nodes' logs whose meaning is known, each once a node. */
final class KnownMessages {
  private KnownMessages() {}

  static List<KnownMessage> of(Collection<? extends Fact> facts) {
    Map<String, KnownMessage> known = new TreeMap<>();
    for (Fact fact : facts) {
      if (fact instanceof LogMessage message) {
        MessageMeaning meaning = MessageMeaning.ALL.get(message.id());
        if (meaning != null) {
          known.merge(
              message.source().node() + " " + message.id(),
              message(message, meaning),
              (before, last) -> last(before.count() + 1, last));
        }
      }
    }
    return List.copyOf(known.values());
  }

  private static KnownMessage message(LogMessage message, MessageMeaning meaning) {
    return new KnownMessage(
        message.source(),
        message.source().node(),
        message.id(),
        message.subject(),
        message.text(),
        1,
        !meaning.rule().isEmpty(),
        meaning.meaning(),
        meaning.meaningChinese());
  }

  private static KnownMessage last(int count, KnownMessage last) {
    return new KnownMessage(
        last.source(),
        last.node(),
        last.id(),
        last.subject(),
        last.text(),
        count,
        last.judged(),
        last.meaning(),
        last.meaningChinese());
  }
}
