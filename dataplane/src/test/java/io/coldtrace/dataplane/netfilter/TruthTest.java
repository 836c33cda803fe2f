package io.coldtrace.dataplane.netfilter;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Kleene's logic: maybe is what may yet turn out either way. */
class TruthTest {
  @ParameterizedTest
  @CsvSource({
    "NO, NO, NO, NO",
    "NO, MAYBE, NO, MAYBE",
    "NO, YES, NO, YES",
    "MAYBE, MAYBE, MAYBE, MAYBE",
    "MAYBE, YES, MAYBE, YES",
    "YES, YES, YES, YES",
  })
  void andTakesTheLesserOrTheGreater(Truth a, Truth b, Truth and, Truth or) {
    assertEquals(and, a.and(b));
    assertEquals(and, b.and(a));
    assertEquals(or, a.or(b));
    assertEquals(or, b.or(a));
  }

  @ParameterizedTest
  @EnumSource
  void notTwiceIsTheSame(Truth truth) {
    assertEquals(truth, truth.not().not());
    assertEquals(truth.open(), truth.not() == truth);
  }
}
