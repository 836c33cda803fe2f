package io.coldtrace.report;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A packet's way as an SVG file of its own; the report draws the same picture. */
public final class PathDrawing {
  private PathDrawing() {}

  /** The whole file, with a line feed at its end. */
  public static String render(List<PathHop> hops, Locale locale) {
    Messages messages = Messages.of(locale);
    return Templates.render(
        "path-file",
        messages,
        Map.of(
            "picture",
            PathPicture.of(hops, messages),
            "style",
            Templates.resource("colors.css") + Templates.resource("path.css")));
  }
}
