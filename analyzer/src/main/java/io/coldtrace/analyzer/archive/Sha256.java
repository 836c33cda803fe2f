package io.coldtrace.analyzer.archive;

import java.io.InputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 of what a stream brings, as {@code sha256sum} prints it. */
final class Sha256 {
  private final DigestInputStream in;

  Sha256(InputStream raw) {
    in = new DigestInputStream(raw, digest());
  }

  private static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** The hash of these bytes. */
  static String of(byte[] bytes) {
    return HexFormat.of().formatHex(digest().digest(bytes));
  }

  /** The stream to read from. */
  InputStream stream() {
    return in;
  }

  /** The hash of all that was read. */
  String hash() {
    return HexFormat.of().formatHex(in.getMessageDigest().digest());
  }
}
