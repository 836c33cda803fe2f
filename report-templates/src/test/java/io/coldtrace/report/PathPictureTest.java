package io.coldtrace.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xml.sax.InputSource;

class PathPictureTest {
  private static final Messages ENGLISH = Messages.of(Locale.ENGLISH);

  @Test
  void stationsOfANodeStandInItsBoxAndTheWireBetweenBoxes() {
    PathPicture picture = PathPicture.of(SamplePaths.lost(), ENGLISH);
    assertEquals(
        List.of("node-1 / default/web-1", "node-1", "", "node-2"),
        picture.boxes().stream().map(PathPicture.Box::label).toList());
    assertTrue(picture.boxes().get(2).wire());
    PathPicture.Row last = picture.rows().get(picture.rows().size() - 1);
    assertEquals("lost", last.state());
    assertEquals(List.of("node-2/sysctl-a.txt:412  net.ipv4.ip_forward =", "0"), last.lines());
  }

  @Test
  void nothingOverlapsAndAllIsInside() {
    PathPicture picture = PathPicture.of(SamplePaths.lost(), ENGLISH);
    int bottom = 0;
    for (PathPicture.Box box : picture.boxes()) {
      assertTrue(box.y() >= bottom, box.toString());
      bottom = box.y() + box.height();
    }
    assertEquals(picture.height(), bottom);
    int y = -1;
    for (PathPicture.Row row : picture.rows()) {
      assertEquals(y, row.from());
      assertTrue(row.y() > y && row.y() < picture.height());
      y = row.y();
    }
  }

  @Test
  void nothingToDrawIsNoPicture() {
    assertEquals(0, PathPicture.of(List.of(), ENGLISH).height());
  }

  @Test
  void theFileIsAsItsGolden() throws IOException {
    Golden.check(
        "path.svg", PathDrawing.render("web-1 to web-2", SamplePaths.lost(), Locale.ENGLISH));
  }

  @ParameterizedTest
  @ValueSource(strings = {"</text><script>alert(1)</script>", "\u001b[31m\u202e", "x\"y'z&"})
  void whatASnapshotSaysIsNeverMarkup(String text) throws Exception {
    PathHop hop =
        new PathHop(
            "request",
            text,
            text,
            text,
            text,
            "lost",
            Optional.of(new Evidence(text, text, 1, text)));
    String svg = PathDrawing.render(text, List.of(hop), Locale.SIMPLIFIED_CHINESE);
    DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(svg)));
    assertFalse(svg.contains("<script"));
    assertFalse(svg.contains("\u001b"));
  }

  @Test
  void aLongTextIsCutWhereItsColumnEnds() {
    assertEquals("abc", TextWidth.cut("abc", 10, 30));
    assertEquals("abc…", TextWidth.cut("abcdefghi", 10, 30));
    assertEquals("中…", TextWidth.cut("中文字符", 10, 25));
    assertEquals(List.of("one two", "three …"), TextWidth.wrap("one two three four", 10, 50, 2));
  }
}
