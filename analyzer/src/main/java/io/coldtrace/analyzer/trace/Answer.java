package io.coldtrace.analyzer.trace;

import io.coldtrace.dataplane.netfilter.PacketHeader;
import io.coldtrace.dataplane.walk.Loss;
import io.coldtrace.dataplane.walk.Step;
import io.coldtrace.dataplane.walk.Walker;
import io.coldtrace.facts.Source;
import io.coldtrace.facts.derived.Walk;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** What {@code coldtrace trace} says of a flow, as JSON has it. */
public final class Answer {
  private Answer() {}

  /**
   * The fields of the contract.
   *
   * @param text the line of a source as captured; empty if it is not at hand
   */
  public static Map<String, Object> of(
      String id, Walker.Result result, Function<Source, String> text) {
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("id", id);
    verdict(answer, result, text);
    answer.put("assumes", result.walk().assumes());
    answer.put("branches", branches(result, text));
    return answer;
  }

  /** The answer to a flow that cannot be walked. */
  public static Map<String, Object> unknown(String id, String why) {
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("id", id);
    answer.put("verdict", "unknown");
    answer.put("node", "");
    answer.put("reason", "end-not-known");
    answer.put("direction", "");
    answer.put("decidedBy", line(Source.NONE, why));
    answer.put("assumes", List.of());
    answer.put("branches", List.of());
    return answer;
  }

  private static void verdict(
      Map<String, Object> answer, Walker.Result result, Function<Source, String> text) {
    Walk walk = result.walk();
    answer.put("verdict", walk.verdict());
    answer.put("node", walk.node());
    answer.put("reason", walk.reason());
    answer.put("direction", walk.direction());
    answer.put(
        "decidedBy",
        result.loss().map(loss -> line(loss.source(), shown(loss, text))).orElse(null));
  }

  /** The deciding line as captured; where something is absent, what is. */
  static String shown(Loss loss, Function<Source, String> text) {
    return Optional.of(text.apply(loss.source()))
        .filter(line -> loss.source().line() > 0 && !line.isEmpty())
        .orElse(loss.text());
  }

  private static List<Map<String, Object>> branches(
      Walker.Result result, Function<Source, String> text) {
    return result.walk().verdict().equals("mixed") ? ways(result, text) : List.of();
  }

  /** Every branch, also where all come to the same. */
  public static List<Map<String, Object>> ways(
      Walker.Result result, Function<Source, String> text) {
    List<Map<String, Object>> ways = new ArrayList<>();
    for (Walker.Branch each : result.branches()) {
      Map<String, Object> way = new LinkedHashMap<>();
      way.put("choice", each.choice());
      verdict(way, each.result(), text);
      ways.add(way);
    }
    return ways;
  }

  /** The stations of the way. */
  public static List<Map<String, Object>> steps(Walker.Result result) {
    List<Map<String, Object>> steps = new ArrayList<>();
    for (Step each : result.steps()) {
      Map<String, Object> step = new LinkedHashMap<>();
      step.put("direction", each.direction());
      step.put("node", each.node());
      step.put("pod", each.pod());
      step.put("stage", each.stage());
      step.put("packet", packet(each.packet()));
      step.put("in", each.packet().inDevice());
      step.put("out", each.packet().outDevice());
      step.put("outcome", each.outcome());
      step.put("by", each.source().equals(Source.NONE) ? null : line(each.source(), each.text()));
      steps.add(step);
    }
    return steps;
  }

  /** {@code 10.244.1.2 > 10.244.2.5:53 udp}. */
  static String packet(PacketHeader packet) {
    return end(packet.source().getText(), packet.sourcePort())
        + " > "
        + end(packet.destination().getText(), packet.destinationPort())
        + " "
        + packet.protocol();
  }

  private static String end(String address, int port) {
    return port > 0 && port <= 65535 ? address + ":" + port : address;
  }

  private static Map<String, Object> line(Source source, String text) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("node", source.node());
    line.put("file", source.file());
    line.put("line", source.line());
    line.put("text", text);
    return line;
  }
}
