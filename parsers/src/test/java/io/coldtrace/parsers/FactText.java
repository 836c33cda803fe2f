package io.coldtrace.parsers;

import io.coldtrace.facts.Fact;
import io.coldtrace.facts.Source;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Facts as people compare them, a line each: the source's line number, the record's name, and its
 * components but for the empty ones.
 *
 * <pre>
 * 5 IptablesChain backend=nft family=ip table=filter name=FORWARD policy=DROP packets=12 bytes=720
 * </pre>
 */
public final class FactText {
  private FactText() {}

  /** Every fact, then every line that is none, in the order of the lines. */
  public static List<String> of(LineLedger ledger) {
    List<String> result = new ArrayList<>();
    ledger.facts().forEach(fact -> result.add(of(fact)));
    ledger
        .ignoredByReason()
        .forEach((reason, count) -> result.add("ignored " + reason + " " + count));
    for (int line : ledger.unrecognized()) {
      result.add("unrecognized " + line + " " + ledger.text().line(line).strip());
    }
    return result;
  }

  static String of(Fact fact) {
    return fact.source().line() + " " + fact.getClass().getSimpleName() + components((Record) fact);
  }

  private static String components(Record value) {
    StringBuilder text = new StringBuilder();
    for (RecordComponent component : value.getClass().getRecordComponents()) {
      Object part = part(value, component);
      boolean empty = part.equals("") || part.equals(List.of()) || part.equals(Optional.empty());
      if (!empty && !(part instanceof Source) && !part.equals(false)) {
        text.append(' ').append(component.getName()).append('=').append(text(part));
      }
    }
    return text.toString();
  }

  private static Object part(Record value, RecordComponent component) {
    try {
      return component.getAccessor().invoke(value);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(e.getMessage(), e);
    }
  }

  private static String text(Object part) {
    if (part instanceof Optional<?> optional) {
      return text(optional.orElseThrow());
    }
    if (part instanceof List<?> list) {
      return "[" + String.join(", ", list.stream().map(FactText::text).toList()) + "]";
    }
    return part instanceof Record inner && !(part instanceof Source)
        ? "(" + components(inner).strip() + ")"
        : part.toString();
  }
}
