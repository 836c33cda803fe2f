package io.coldtrace.report;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A packet's way as an SVG file of its own; the report draws the same picture. */
public final class PathDrawing {
  private static final double FONT = 12;

  private PathDrawing() {}

  /**
   * The whole file, with a line feed at its end.
   *
   * @param title stands above the picture
   */
  public static String render(String title, List<PathHop> hops, Locale locale) {
    Messages messages = Messages.of(locale);
    PathPicture picture = PathPicture.of(hops, messages);
    String heading = TextWidth.cut(VisibleText.line(title), FONT, picture.width());
    String style = Templates.resource("colors.css") + Templates.resource("path.css");
    return Templates.render(
        "path-file",
        messages,
        Map.of("title", title, "heading", heading, "picture", picture, "style", style));
  }
}
