package io.coldtrace.analyzer.archive;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;

/** Unpacks and decodes on a thread of its own while what came before is parsed. */
final class ReadAhead {
  private static final int SHARE_OF_FILE = 4;

  private final LinkedBlockingQueue<Optional<Member>> waiting = new LinkedBlockingQueue<>();
  private final int most;
  private final Semaphore left;

  private ReadAhead(int most) {
    this.most = most;
    left = new Semaphore(most);
  }

  /** As {@link SnapshotReader#read}, in the same order; the consumer is called on this thread. */
  static void read(SnapshotReader reader, Inputs inputs, Limits limits, Consumer<Member> consumer) {
    // Bytes that wait in memory: a part of what one file may have.
    new ReadAhead(limits.fileBytes() / SHARE_OF_FILE).run(reader, inputs, consumer);
  }

  private void run(SnapshotReader reader, Inputs inputs, Consumer<Member> consumer) {
    CompletableFuture<Void> reading = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                reader.read(inputs, this::put);
                reading.complete(null);
              } catch (RuntimeException | Error e) {
                reading.completeExceptionally(e);
              } finally {
                waiting.add(Optional.empty());
              }
            },
            "reading");
    thread.setDaemon(true);
    thread.start();
    for (Optional<Member> next = take(); next.isPresent(); next = take()) {
      consumer.accept(next.get());
      left.release(weight(next.get()));
    }
    join(reading);
  }

  private int weight(Member member) {
    return (int) Math.min(most, member.bytes());
  }

  private void put(Member member) {
    left.acquireUninterruptibly(weight(member));
    waiting.add(Optional.of(member));
  }

  private Optional<Member> take() {
    try {
      return waiting.take();
    } catch (InterruptedException e) {
      throw new IllegalStateException("nobody interrupts reading", e);
    }
  }

  /** What the other thread made; what it threw is thrown here. */
  static <T> T join(CompletableFuture<T> other) {
    try {
      return other.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      if (e.getCause() instanceof RuntimeException exception) {
        throw exception;
      }
      throw e;
    }
  }
}
