package io.coldtrace.report;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
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
  private static final int MOST_NODES = 16;
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

  /** Lays the cluster out; nodes that are culprits, or that lose probes, are drawn in any case. */
  static OverlayPicture of(Overlay overlay, Set<String> culprits) {
    List<Overlay.Node> shown = shown(overlay, culprits);
    int count = shown.size();
    int width = count <= 2 ? 560 : 640;
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
        width, height, boxes, tunnels, overlay.nodes().size() - count, text(tunnels));
  }

  private static List<Overlay.Node> shown(Overlay overlay, Set<String> culprits) {
    Set<String> first = new LinkedHashSet<>(culprits);
    overlay.tunnels().stream()
        .filter(tunnel -> tunnel.failed() > 0)
        .forEach(tunnel -> first.addAll(List.of(tunnel.from(), tunnel.to())));
    List<Overlay.Node> nodes = new ArrayList<>();
    overlay.nodes().stream().filter(node -> first.contains(node.name())).forEach(nodes::add);
    overlay.nodes().stream().filter(node -> !first.contains(node.name())).forEach(nodes::add);
    return nodes.subList(0, Math.min(MOST_NODES, nodes.size()));
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

  private static String text(List<Tunnel> tunnels) {
    return String.join(". ", tunnels.stream().map(Tunnel::title).toList());
  }
}
