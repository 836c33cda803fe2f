package io.coldtrace.parsers.probe;

import io.coldtrace.facts.Ip;
import io.coldtrace.facts.capture.DnsOutput;
import io.coldtrace.parsers.CapturedText;
import io.coldtrace.parsers.LineLedger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a look-up's output said so far; every tool fills it from lines of its own. */
final class DnsDraft {
  /** What BIND's tools and busybox's say when no server's answer came. */
  private static final Pattern NO_ANSWER =
      Pattern.compile(
          "(?:;; |nslookup: |\\S+: )?(?:communications error to .*: (?<error>.*)"
              + "|connection timed out; no servers could be reached.*"
              + "|no servers could be reached.*"
              + "|(?:write to|can't connect to|UDP setup with) .*: (?<refusal>.*)"
              + "|reply from unexpected source: .*"
              + "|Got (?<code>[A-Z]+) reply from .*)");

  private final LineLedger ledger;
  private final List<String> answers = new ArrayList<>();
  private String server = "";
  private String name = "";
  private String status = "";
  private int answerLine;
  private int errorLine;

  DnsDraft(LineLedger ledger) {
    this.ledger = ledger;
  }

  /** The first server named is the one that was asked. */
  void server(int line, String address) {
    server = server.isEmpty() ? address : server;
    ledger.factLine(line);
  }

  void name(int line, String asked) {
    name = name.isEmpty() ? asked.replaceFirst("\\.$", "") : name;
    ledger.factLine(line);
  }

  /** An address of the answer; false if it is none. */
  boolean answer(int line, String address) {
    if (Ip.parse(address).isEmpty()) {
      return false;
    }
    answers.add(address);
    answerLine = answerLine == 0 ? line : answerLine;
    ledger.factLine(line);
    return true;
  }

  /** An error that the tool names; the first one decides. */
  void error(int line, String code) {
    if (status.isEmpty()) {
      status = code;
      errorLine = line;
    }
    ledger.factLine(line);
  }

  /** Whether the line says that no server answered; if so, it is taken. */
  boolean noAnswer(int line, String text) {
    Matcher message = NO_ANSWER.matcher(text);
    if (!message.matches()) {
      return false;
    }
    String why = message.group("error") == null ? message.group("refusal") : message.group("error");
    if (message.group("code") != null) {
      error(line, message.group("code"));
    } else if (text.contains("unexpected source")) {
      error(line, "UNEXPECTED-SOURCE");
    } else if (why == null || why.toLowerCase(Locale.ROOT).contains("timed out")) {
      error(line, "TIMEOUT");
    } else {
      error(line, "UNREACHABLE");
    }
    return true;
  }

  /** Adds the fact, if there was an answer or an error. */
  void finish(CapturedText text) {
    if (answerLine > 0 || errorLine > 0) {
      boolean answered = answerLine > 0;
      ledger.fact(
          new DnsOutput(
              text.at(answered ? answerLine : errorLine),
              server,
              name,
              List.copyOf(answers),
              answered ? "NOERROR" : status));
    }
  }
}
