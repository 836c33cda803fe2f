package io.coldtrace.analyzer.archive;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;
import org.apache.commons.compress.compressors.zstandard.ZstdCompressorInputStream;

/** Undoes gzip, xz or zstd: by the first bytes, not by the name, as names are lost in mail. */
final class Decompression {
  private Decompression() {}

  /** The stream has to know marks. */
  static InputStream of(InputStream raw) throws IOException {
    raw.mark(8);
    byte[] magic = raw.readNBytes(6);
    raw.reset();
    if (startsWith(magic, 0x1f, 0x8b)) {
      return new GZIPInputStream(raw, 1 << 16);
    }
    if (startsWith(magic, 0xfd, '7', 'z', 'X', 'Z', 0)) {
      return new XZCompressorInputStream(raw);
    }
    if (startsWith(magic, 0x28, 0xb5, 0x2f, 0xfd)) {
      return new ZstdCompressorInputStream(raw);
    }
    return raw;
  }

  private static boolean startsWith(byte[] bytes, int... magic) {
    for (int i = 0; i < magic.length; i++) {
      if (i >= bytes.length || (bytes[i] & 0xff) != magic[i]) {
        return false;
      }
    }
    return true;
  }
}
