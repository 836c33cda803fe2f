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
    try {
      in = new DigestInputStream(raw, MessageDigest.getInstance("SHA-256"));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
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
