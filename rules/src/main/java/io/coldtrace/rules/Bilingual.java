package io.coldtrace.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A mapping of {@code rule.yaml} beside its counterpart in {@code zh-CN.yaml}, which has the same
 * shape and the texts alone.
 *
 * @param chinese empty if there is none and that has been said already
 */
record Bilingual(YamlMap english, Optional<YamlMap> chinese) {
  /** Reports keys that either side may not have. */
  void allow(Set<String> keys, Set<String> translated) {
    english.allow(keys);
    chinese.ifPresent(map -> map.allow(translated));
  }

  /** The texts of a key, if it has one. */
  Words words(String key, Locals locals) {
    Optional<YamlText> source = english.text(key);
    if (source.isEmpty()) {
      chinese
          .filter(map -> map.has(key))
          .ifPresent(map -> map.report(key, "'" + key + "' translates nothing"));
      return Words.NONE;
    }
    Template text = Template.text(source.get(), locals);
    if (chinese.isPresent() && !chinese.get().has(key)) {
      chinese.get().report(key, "the translation of '" + key + "' is missing");
    }
    return Words.of(
        text,
        chinese.flatMap(map -> map.text(key)).map(t -> Template.text(t, locals)).orElse(text));
  }

  /** The texts of a key, which must be there. */
  Words requiredWords(String key, Locals locals) {
    if (!english.has(key)) {
      english.report(key, "key '" + key + "' is missing");
    }
    return words(key, locals);
  }

  /** The items of a list, side by side; a text stands for a mapping of one key. */
  List<Bilingual> items(String key, String textKey) {
    List<YamlMap> ours = english.maps(key, textKey);
    List<YamlMap> theirs = chinese.map(map -> map.maps(key, textKey)).orElse(List.of());
    boolean given = chinese.isPresent() && chinese.get().has(key);
    if (given && theirs.size() != ours.size()) {
      chinese
          .get()
          .report(key, "'" + key + "' has " + theirs.size() + " items, the rule " + ours.size());
    }
    boolean paired = given && theirs.size() == ours.size();
    List<Bilingual> items = new ArrayList<>();
    for (int i = 0; i < ours.size(); i++) {
      Optional<YamlMap> missing = given ? Optional.empty() : chinese.map(YamlMap::empty);
      items.add(new Bilingual(ours.get(i), paired ? Optional.of(theirs.get(i)) : missing));
    }
    return items;
  }
}
