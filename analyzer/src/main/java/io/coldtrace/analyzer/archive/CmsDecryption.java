package io.coldtrace.analyzer.archive;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * What {@code openssl cms -encrypt} made, decrypted by {@code openssl cms -decrypt} as a child
 * process while it is read.
 *
 * <p>openssl keeps the whole message in memory, about 2.7 times its size.
 */
final class CmsDecryption extends FilterInputStream {
  /** How many first bytes {@link #isEncrypted} wants to see. */
  static final int HEAD = 32;

  /** The object identifiers of CMS content, 1.2.840.113549.1.7.3 and 1.2.840.113549.1.9.16.1.23. */
  private static final List<String> ENCRYPTED =
      List.of("06092a864886f70d010703", "060b2a864886f70d0109100117");

  private static final int MOST_HELD_BACK = 1 << 20;

  private final Process openssl;
  private final CompletedBer message;
  private boolean anything;

  /** The last bytes so far, as many as {@link CompletedBer} made up: they decrypt to noise. */
  private byte[] heldBack = new byte[0];

  private CmsDecryption(Process openssl, CompletedBer message) {
    super(openssl.getInputStream());
    this.openssl = openssl;
    this.message = message;
  }

  static boolean isEncrypted(byte[] head) {
    String text = HexFormat.of().formatHex(head);
    return text.startsWith("30") && ENCRYPTED.stream().anyMatch(text::contains);
  }

  /** Starts openssl; the key is a file of PEM. */
  static InputStream start(InputStream encrypted, Path key) throws IOException {
    // -debug_decrypt: a key that does not fit is an error; without, it decrypts to noise.
    ProcessBuilder command =
        new ProcessBuilder(
            "openssl",
            "cms",
            "-decrypt",
            "-binary",
            "-inform",
            "DER",
            "-debug_decrypt",
            "-inkey",
            key.toString());
    Process openssl;
    try {
      openssl = command.start();
    } catch (IOException e) {
      throw new IOException("it is encrypted, and there is no openssl here to decrypt it", e);
    }
    CompletedBer message = new CompletedBer(encrypted);
    Thread feeder = new Thread(() -> feed(message, openssl), "to openssl");
    feeder.setDaemon(true);
    feeder.start();
    return new CmsDecryption(openssl, message);
  }

  private static void feed(InputStream from, Process openssl) {
    try (OutputStream to = openssl.getOutputStream()) {
      from.transferTo(to);
    } catch (IOException | RuntimeException e) {
      // openssl has ended, or the input can be read no further: it says what it misses.
      return;
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int offset, int size) throws IOException {
    if (!anything) {
      holdBack();
    }
    int count = in.read(buffer, offset, size);
    if (count < 0) {
      checkEnd();
      if (size > 0 && heldBack.length == 1) {
        buffer[offset] = heldBack[0];
        heldBack = new byte[0];
        return 1;
      }
    } else if (heldBack.length > 0) {
      byte[] both = Arrays.copyOf(heldBack, heldBack.length + count);
      System.arraycopy(buffer, offset, both, heldBack.length, count);
      System.arraycopy(both, 0, buffer, offset, count);
      heldBack = Arrays.copyOfRange(both, count, both.length);
    }
    return count;
  }

  /** openssl reads all before it writes: with its first byte it is known what was made up. */
  private void holdBack() throws IOException {
    byte[] first = in.readNBytes(1);
    anything = first.length > 0;
    int madeUp = message.appendedContent();
    if (anything && madeUp <= MOST_HELD_BACK) {
      byte[] rest = in.readNBytes(madeUp);
      heldBack = Arrays.copyOf(first, rest.length + 1);
      System.arraycopy(rest, 0, heldBack, 1, rest.length);
    } else {
      heldBack = first;
    }
  }

  private void checkEnd() throws IOException {
    String words = new String(openssl.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      if (openssl.waitFor() == 0) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
    if (!anything) {
      String first = words.lines().findFirst().orElse("no reason given");
      throw new IOException(
          "the key given with --key does not decrypt it (openssl: " + first + ")");
    }
    throw new IOException(
        message.wasCut() ? "the encrypted file is cut off" : "it does not decrypt to its end");
  }

  @Override
  public void close() throws IOException {
    openssl.destroy();
    super.close();
  }
}
