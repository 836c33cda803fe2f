package io.coldtrace.rules;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** A text of a rule in each language; one that the rule does not have is empty. */
record Words(Map<Language, Template> templates) {
  static final Words NONE = new Words(Map.of());

  static Words of(Template english, Template chinese) {
    Map<Language, Template> templates = new EnumMap<>(Language.class);
    templates.put(Language.ENGLISH, english);
    templates.put(Language.CHINESE, chinese);
    return new Words(templates);
  }

  String in(Language language, Scope scope) {
    Template template = templates.get(language);
    return template == null ? "" : template.render(scope);
  }

  List<Expression> holes() {
    return templates.values().stream().flatMap(template -> template.holes().stream()).toList();
  }
}
