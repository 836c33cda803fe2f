package io.coldtrace.parsers.host;

import io.coldtrace.facts.Source;
import io.coldtrace.facts.kernel.KernelVersion;
import io.coldtrace.parsers.LineLedger;
import io.coldtrace.parsers.LineParser;
import java.util.List;

/**
 * Reads {@code uname -a}; the machine is the last word that names one.
 *
 * <pre>
 * Linux node-2 5.10.0-60.18.0.50.oe2203.x86_64 #1 SMP Wed Mar 30 02:43:08 UTC 2022 x86_64 x86_64 x86_64 GNU/Linux
 * </pre>
 *
 * Format: uname(1).
 */
public final class UnameFileParser extends LineParser {
  private static final String MACHINE =
      "x86_64|aarch64|i[3-6]86|arm\\w*|ppc64(le)?|s390x|riscv64|loongarch64|mips\\w*|sw_64|alpha";

  @Override
  public String kind() {
    return "uname";
  }

  @Override
  protected void parseLine(String line, Source source, LineLedger ledger) {
    List<String> words = List.of(line.split("\\s+", -1));
    if (words.size() >= 4 && words.get(0).equals("Linux")) {
      String machine =
          words.subList(3, words.size()).stream()
              .filter(word -> word.matches(MACHINE))
              .reduce("", (before, word) -> word);
      ledger.fact(new KernelVersion(source, words.get(1), words.get(2), machine));
    }
  }
}
