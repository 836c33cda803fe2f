package io.coldtrace.analyzer.privacy;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A pseudorandom function under a secret key (HMAC-SHA256, RFC 2104): the same key, the same
 * answers.
 */
final class Keyed {
  private static final String LETTERS = "bcdfghjkmnpqrstvwxz23456789";

  private final Mac mac;

  Keyed(byte[] key) {
    try {
      mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HmacSHA256", e);
    }
  }

  /** 32 bytes for a text of a kind. */
  byte[] bytes(String kind, String text) {
    return mac.doFinal((kind + '\0' + text).getBytes(StandardCharsets.UTF_8));
  }

  boolean bit(String kind, String text) {
    return (bytes(kind, text)[0] & 1) != 0;
  }

  /** A word for a text: lower-case letters without vowels, and digits, the first a letter. */
  String word(String kind, String text, int length) {
    byte[] bytes = bytes(kind, text.toLowerCase(Locale.ROOT));
    StringBuilder word = new StringBuilder();
    for (int i = 0; i < length; i++) {
      int of = i == 0 ? LETTERS.indexOf('2') : LETTERS.length();
      word.append(LETTERS.charAt((bytes[i] & 0xFF) % of));
    }
    return word.toString();
  }
}
