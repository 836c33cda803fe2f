package io.coldtrace.analyzer.diagnose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coldtrace.report.Messages;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProblemWordsTest {
  /** The phrases of the reader of archives; in English they stay what they are. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "no such file or folder",
        "the folder is empty",
        "the archive holds no file",
        "not a readable archive: more than 9 files",
        "a file outside of any node's folder: {x}",
        "the part 002 is missing; what comes before it was read",
        "it is encrypted: --key FILE decrypts it",
        "it is encrypted, and there is no openssl here to decrypt it",
        "the key given with --key does not decrypt it (openssl: bad)",
        "the encrypted file is cut off",
        "it does not decrypt to its end",
        "more than 2 GiB unpacked",
        "cut off or damaged after 5 files: Truncated TAR archive",
        "a header larger than 1 MiB"
      })
  void eachPhraseIsInBothLanguages(String what) {
    assertEquals(what, ProblemWords.of(what, Messages.of(Locale.ENGLISH)));
    String chinese = ProblemWords.of(what, Messages.of(Locale.SIMPLIFIED_CHINESE));
    assertTrue(chinese.codePoints().anyMatch(c -> c >= 0x4E00 && c <= 0x9FFF), chinese);
  }

  @Test
  void whatTheSystemSaysStays() {
    assertEquals(
        "不是可读的归档：Stream is corrupt",
        ProblemWords.of(
            "not a readable archive: Stream is corrupt", Messages.of(Locale.SIMPLIFIED_CHINESE)));
  }
}
