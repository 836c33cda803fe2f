package io.coldtrace.analyzer.archive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Files are parsed side by side and handed on one after another. */
@Timeout(60)
class ParseAheadTest {
  private static ParsedFile file(int number) {
    return new ParsedFile("input", "node", "file-" + number, List.of());
  }

  @Test
  void handsOnInTheOrderInWhichTheyCame() {
    List<String> handedOn = new ArrayList<>();
    CountDownLatch second = new CountDownLatch(1);
    try (ParseAhead parsing = new ParseAhead(1000)) {
      // The first is done only after the second, where there are two processors.
      boolean two = Runtime.getRuntime().availableProcessors() > 1;
      parsing.parse(1, () -> two ? after(second, 0) : file(0), f -> handedOn.add(f.path()));
      parsing.parse(1, () -> counting(second, 1), f -> handedOn.add(f.path()));
      for (int i = 2; i < 100; i++) {
        int number = i;
        parsing.parse(1, () -> file(number), f -> handedOn.add(f.path()));
      }
      parsing.finish();
    }
    assertEquals(IntStream.range(0, 100).mapToObj(i -> "file-" + i).toList(), handedOn);
  }

  private static ParsedFile after(CountDownLatch latch, int number) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return file(number);
  }

  private static ParsedFile counting(CountDownLatch latch, int number) {
    latch.countDown();
    return file(number);
  }

  @Test
  void holdsNoMoreThanItsBytesOrOneLargerFile() {
    AtomicInteger given = new AtomicInteger();
    AtomicInteger taken = new AtomicInteger();
    try (ParseAhead parsing = new ParseAhead(10)) {
      for (int i = 0; i < 50; i++) {
        int number = i;
        int size = i % 10 == 0 ? 100 : 5;
        parsing.parse(
            size,
            () -> {
              given.incrementAndGet();
              return file(number);
            },
            f -> taken.incrementAndGet());
        assertTrue(i + 1 - taken.get() <= 2, "two of 5 bytes, or one of 100");
      }
      parsing.finish();
    }
    assertEquals(50, given.get());
    assertEquals(50, taken.get());
  }

  @Test
  void throwsWhatAParserThrew() {
    try (ParseAhead parsing = new ParseAhead(10)) {
      assertThrows(
          OutOfMemoryError.class,
          () -> {
            parsing.parse(1, ParseAheadTest::fail, f -> {});
            parsing.finish();
          });
    }
  }

  private static ParsedFile fail() {
    throw new OutOfMemoryError("of the test");
  }
}
