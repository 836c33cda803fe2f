package io.coldtrace.analyzer.archive;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Parses files on all processors and hands them on in the order in which they came, on the thread
 * that brings them.
 */
final class ParseAhead implements AutoCloseable {
  private final ExecutorService threads =
      Executors.newFixedThreadPool(
          Runtime.getRuntime().availableProcessors(),
          task -> {
            Thread thread = new Thread(task, "parsing");
            thread.setDaemon(true);
            return thread;
          });

  private final Deque<Pending> pending = new ArrayDeque<>();
  private final long most;
  private long bytes;

  private record Pending(
      long bytes, CompletableFuture<ParsedFile> parsed, Consumer<ParsedFile> consumer) {}

  /**
   * Nothing is parsed yet.
   *
   * @param most so many bytes of files are parsed at a time, or one larger file
   */
  ParseAhead(long most) {
    this.most = most;
  }

  /** Parses a file some time before {@link #finish} returns; waits while many are being parsed. */
  void parse(long size, Supplier<ParsedFile> parser, Consumer<ParsedFile> consumer) {
    while (!pending.isEmpty() && bytes + size > most) {
      handOn();
    }
    bytes += size;
    pending.add(new Pending(size, CompletableFuture.supplyAsync(parser, threads), consumer));
    while (!pending.isEmpty() && pending.peek().parsed().isDone()) {
      handOn();
    }
  }

  /** Waits for all that were given. */
  void finish() {
    while (!pending.isEmpty()) {
      handOn();
    }
  }

  private void handOn() {
    Pending first = pending.remove();
    bytes -= first.bytes();
    first.consumer().accept(ReadAhead.join(first.parsed()));
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
