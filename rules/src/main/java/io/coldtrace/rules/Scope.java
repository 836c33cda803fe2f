package io.coldtrace.rules;

import dev.cel.runtime.CelFunctionResolver;
import dev.cel.runtime.CelResolvedOverload;
import dev.cel.runtime.CelVariableResolver;
import io.coldtrace.facts.Fact;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What the names in an expression stand for: the facts of a snapshot and a few local values. */
final class Scope implements CelVariableResolver, CelFunctionResolver {
  private final FactBase facts;
  private final Map<String, Object> locals;

  private Scope(FactBase facts, Map<String, Object> locals) {
    this.facts = facts;
    this.locals = locals;
  }

  static Scope of(FactBase facts) {
    return new Scope(facts, Map.of());
  }

  Scope with(String name, Object value) {
    Map<String, Object> all = new HashMap<>(locals);
    all.put(name, value);
    return new Scope(facts, all);
  }

  @Override
  public Optional<Object> find(String name) {
    Object local = locals.get(name);
    if (local != null) {
      return Optional.of(local);
    }
    return Optional.ofNullable(FactNames.PLURALS.get(name)).map(facts::all);
  }

  @Override
  public Optional<CelResolvedOverload> findOverloadMatchingArgs(
      String function, Collection<String> overloads, Object[] arguments) {
    return findOverloadMatchingArgs(function, arguments);
  }

  @Override
  @SuppressWarnings("Immutable") // A fact base is; Error Prone would have it annotated.
  public Optional<CelResolvedOverload> findOverloadMatchingArgs(
      String function, Object[] arguments) {
    if (function.equals(Vocabulary.SYSCTL_ON)) {
      return Optional.of(
          CelResolvedOverload.of(
              function,
              function + "_string_string",
              values -> facts.sysctl((String) values[0], (String) values[1]),
              true,
              String.class,
              String.class));
    }
    if (!function.endsWith(Vocabulary.ON)) {
      return Optional.empty();
    }
    String plural = function.substring(0, function.length() - Vocabulary.ON.length());
    Class<? extends Fact> type = FactNames.PLURALS.get(plural);
    if (type == null) {
      return Optional.empty();
    }
    return Optional.of(
        CelResolvedOverload.of(
            function,
            function + "_string",
            values -> facts.on((String) values[0], type),
            true,
            String.class));
  }
}
