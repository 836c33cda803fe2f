package io.coldtrace.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The geometry of the cluster with its overlay: nodes on an ellipse, a tunnel between each two of
 * which some probe told something. What is lost is drawn over what works.
 *
 * @param hidden nodes left out because the picture would not be read
 */
public record OverlayPicture(
    int width, int height, List<Box> boxes, List<Tunnel> tunnels, int hidden, String text) {
  private static final int MOST_NODES = 12;
  private static final int BOX_WIDTH = 168;
  private static final int BOX_HEIGHT = 62;
  private static final double FONT = 12;

  public OverlayPicture {
    boxes = List.copyOf(boxes);
    tunnels = List.copyOf(tunnels);
  }

  /**
   * A node.
   *
   * @param state {@code culprit}, {@code absent} (not captured) or {@code plain}
   */
  public record Box(
      int x, int y, int width, int height, String state, String name, List<String> lines) {
    public Box {
      lines = List.copyOf(lines);
    }
  }

  /**
   * Both directions between two nodes.
   *
   * @param state {@code failed}, {@code mixed} or {@code passed}
   */
  public record Tunnel(int x1, int y1, int x2, int y2, String state, String title) {}

  /** Lays the cluster out; of many nodes those that are culprits, or that lose the most. */
  static OverlayPicture of(Overlay overlay, Set<String> culprits) {
    List<Overlay.Node> shown = shown(overlay, culprits);
    int count = shown.size();
    // So wide that the boxes beside the topmost one do not overlap it.
    int width = count <= 2 ? 560 : count <= 6 ? 640 : count <= 8 ? 700 : 860;
    int height = count <= 2 ? BOX_HEIGHT + 20 : count <= 4 ? 250 : 200 + count * 26;
    Map<String, int[]> centers = new HashMap<>();
    List<Box> boxes = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      double angle = 2 * Math.PI * i / count - (count == 2 ? Math.PI : Math.PI / 2);
      int x = (int) Math.round(width / 2.0 + Math.cos(angle) * (width - BOX_WIDTH - 4) / 2);
      int y = (int) Math.round(height / 2.0 + Math.sin(angle) * (height - BOX_HEIGHT - 4) / 2);
      Overlay.Node node = shown.get(i);
      centers.put(node.name(), new int[] {x, y});
      boxes.add(box(node, x - BOX_WIDTH / 2, y - BOX_HEIGHT / 2, culprits));
    }
    List<Tunnel> tunnels = tunnels(overlay, centers);
    return new OverlayPicture(
        width, height, boxes, tunnels, overlay.nodes().size() - count, text(boxes, tunnels));
  }

  /** The culprits, then those that lose the most; a node that all others lose stands out. */
  private static List<Overlay.Node> shown(Overlay overlay, Set<String> culprits) {
    Map<String, Integer> lost = new HashMap<>();
    for (Overlay.Tunnel tunnel : overlay.tunnels()) {
      lost.merge(tunnel.from(), tunnel.failed(), Integer::sum);
      lost.merge(tunnel.to(), tunnel.failed(), Integer::sum);
    }
    return overlay.nodes().stream()
        .sorted(
            Comparator.comparing((Overlay.Node node) -> !culprits.contains(node.name()))
                .thenComparing(node -> -lost.getOrDefault(node.name(), 0))
                .thenComparing(node -> MatrixLayout.naturalKey(node.name())))
        .limit(MOST_NODES)
        .toList();
  }

  private static Box box(Overlay.Node node, int x, int y, Set<String> culprits) {
    String state =
        culprits.contains(node.name()) ? "culprit" : node.captured() ? "plain" : "absent";
    double room = BOX_WIDTH - 16;
    List<String> lines = new ArrayList<>();
    lines.add(cut(node.address(), room));
    lines.add(cut(node.podNetwork(), room));
    return new Box(x, y, BOX_WIDTH, BOX_HEIGHT, state, cut(node.name(), room), lines);
  }

  private static String cut(String text, double room) {
    return TextWidth.cut(VisibleText.line(text), FONT, room);
  }

  private static List<Tunnel> tunnels(Overlay overlay, Map<String, int[]> centers) {
    Map<String, Overlay.Tunnel> byEnds = new HashMap<>();
    overlay.tunnels().forEach(each -> byEnds.put(each.from() + "\0" + each.to(), each));
    List<Tunnel> working = new ArrayList<>();
    List<Tunnel> lost = new ArrayList<>();
    Set<String> done = new HashSet<>();
    for (Overlay.Tunnel tunnel : overlay.tunnels()) {
      String back = tunnel.to() + "\0" + tunnel.from();
      int[] from = centers.get(tunnel.from());
      int[] to = centers.get(tunnel.to());
      if (from == null || to == null || done.contains(back)) {
        continue;
      }
      done.add(tunnel.from() + "\0" + tunnel.to());
      Overlay.Tunnel reverse =
          byEnds.getOrDefault(back, new Overlay.Tunnel(tunnel.to(), tunnel.from(), 0, 0));
      String state = state(tunnel.failed() + reverse.failed(), tunnel.passed() + reverse.passed());
      String title = VisibleText.line(words(tunnel) + "; " + words(reverse));
      (state.equals("passed") ? working : lost)
          .add(new Tunnel(from[0], from[1], to[0], to[1], state, title));
    }
    working.addAll(lost);
    return working;
  }

  private static String state(int failed, int passed) {
    return failed == 0 ? "passed" : passed == 0 ? "failed" : "mixed";
  }

  private static String words(Overlay.Tunnel tunnel) {
    String ends = tunnel.from() + " → " + tunnel.to();
    return ends + " " + tunnel.passed() + "/" + (tunnel.passed() + tunnel.failed());
  }

  /** For those who do not see it; the nodes alone where nothing was probed between them. */
  private static String text(List<Box> boxes, List<Tunnel> tunnels) {
    return tunnels.isEmpty()
        ? String.join(", ", boxes.stream().map(Box::name).toList())
        : String.join(". ", tunnels.stream().map(Tunnel::title).toList());
  }
}
