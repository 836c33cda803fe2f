package io.coldtrace.analyzer.archive;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextDecoderTest {
  private static List<String> lines(String text) {
    return TextDecoder.lines(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void linesEndWithLineFeedOrBoth() {
    assertEquals(List.of("a", "b", "", "c"), lines("a\r\nb\n\nc"));
    assertEquals(List.of("a"), lines("a\n"));
    assertEquals(List.of(""), lines("\n"));
    assertEquals(List.of(), lines(""));
  }

  @Test
  void aByteOrderMarkIsNoText() {
    assertEquals(List.of("a", "\ufeffb"), lines("\ufeffa\n\ufeffb"));
    assertEquals(List.of(), lines("\ufeff"));
  }

  @Test
  void nulBytesAreLeftOut() {
    assertEquals(List.of("ab"), lines("a\0b\0"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\u001b[31mDROP\u001b[0m",
        "\u001b[1;38;5;196mDROP\u001b[m",
        "\u001b[2K\u001b[1GDROP",
        "\u001b]0;root@node-1\u0007DROP",
        "\u001b]0;root@node-1\u001b\\DROP",
        "\u001b(B\u001b[mDROP",
        "\u001b7DROP\u001b8",
        "\u001b=DROP\u001b>",
      })
  void terminalSequencesAreLeftOut(String text) {
    assertEquals(List.of("DROP"), lines(text));
  }

  @Test
  void damagedBytesAreReplaced() {
    byte[] text = {'a', (byte) 0xff, (byte) 0xc3, 'b', '\n', (byte) 0xe4, (byte) 0xbd};
    assertEquals(List.of("a\ufffd\ufffdb", "\ufffd"), TextDecoder.lines(text));
    assertEquals(List.of("网络"), lines("网络"));
  }

  @Test
  void anOverlongLineIsCutAndTheNextOneIsWhole() {
    List<String> lines = lines("x".repeat(TextDecoder.MAX_LINE + 5) + "\nnext");
    assertEquals(TextDecoder.MAX_LINE, lines.get(0).length());
    assertEquals("next", lines.get(1));
  }
}
