package io.coldtrace.rules;

import dev.cel.common.types.CelKind;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.OptionalType;
import io.coldtrace.facts.Cidr;
import io.coldtrace.facts.Ip;
import io.coldtrace.facts.Source;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Predicate;

/** The type that a place in a rule wants of its expression. */
enum Wanted {
  BOOL("bool") {
    @Override
    boolean accepts(CelType type) {
      return type.kind() == CelKind.BOOL;
    }
  },
  STRING("string") {
    @Override
    boolean accepts(CelType type) {
      return type.kind() == CelKind.STRING;
    }
  },
  STRINGS("string or list(string)") {
    @Override
    boolean accepts(CelType type) {
      return oneOrList(type, element -> element.kind() == CelKind.STRING);
    }
  },
  SOURCES("Source, list(Source) or optional_type(Source)") {
    @Override
    boolean accepts(CelType type) {
      return oneOrList(type, Wanted::isSource)
          || (type instanceof OptionalType optional && isSource(optional.parameters().get(0)));
    }
  },
  LIST("list") {
    @Override
    boolean accepts(CelType type) {
      return type.kind() == CelKind.LIST;
    }
  },
  TEXT("string, number, bool, Ip, Cidr, Source or a list of them") {
    @Override
    boolean accepts(CelType type) {
      return oneOrList(type, Wanted::isPrintable);
    }
  };

  private static final Set<CelKind> PRINTABLE =
      EnumSet.of(
          CelKind.STRING, CelKind.INT, CelKind.UINT, CelKind.DOUBLE, CelKind.BOOL, CelKind.DYN);
  private static final Set<String> PRINTABLE_RECORDS =
      Set.of(Ip.class.getName(), Cidr.class.getName(), Source.class.getName());

  private final String text;

  Wanted(String text) {
    this.text = text;
  }

  abstract boolean accepts(CelType type);

  /** As a message names it. */
  String text() {
    return text;
  }

  private static boolean oneOrList(CelType type, Predicate<CelType> accepted) {
    if (type instanceof ListType list) {
      CelType element = list.elemType();
      return element.kind() == CelKind.DYN || accepted.test(element);
    }
    return accepted.test(type);
  }

  private static boolean isSource(CelType type) {
    return type.name().equals(Source.class.getName());
  }

  private static boolean isPrintable(CelType type) {
    return PRINTABLE.contains(type.kind()) || PRINTABLE_RECORDS.contains(type.name());
  }
}
