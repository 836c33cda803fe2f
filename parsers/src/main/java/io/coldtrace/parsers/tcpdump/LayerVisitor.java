package io.coldtrace.parsers.tcpdump;

import io.coldtrace.parsers.tcpdump.TcpdumpParser.ClockStampContext;
import io.coldtrace.parsers.tcpdump.TcpdumpParser.EpochStampContext;
import io.coldtrace.parsers.tcpdump.TcpdumpParser.IgnoredArpContext;
import io.coldtrace.parsers.tcpdump.TcpdumpParser.IpLayerContext;
import io.coldtrace.parsers.tcpdump.TcpdumpParser.PlaceContext;
import io.coldtrace.parsers.tcpdump.TcpdumpParser.SingleLayerContext;
import io.coldtrace.parsers.tcpdump.TcpdumpParser.TunnelPayloadContext;
import java.util.List;
import java.util.Optional;

/** Makes a layer of its parse tree; empty if it is no IP, or its addresses are names. */
final class LayerVisitor extends TcpdumpParserBaseVisitor<Optional<Layer>> {
  private final String line;

  LayerVisitor(String line) {
    this.line = line;
  }

  @Override
  public Optional<Layer> visitSingleLayer(SingleLayerContext context) {
    return visit(context.layer());
  }

  @Override
  public Optional<Layer> visitIgnoredArp(IgnoredArpContext context) {
    return Optional.empty();
  }

  @Override
  public Optional<Layer> visitIpLayer(IpLayerContext context) {
    String receiver = context.receiver.getText();
    Optional<Endpoint> from = Endpoint.parse(context.sender.getText());
    Optional<Endpoint> to = Endpoint.parse(receiver.substring(0, receiver.length() - 1));
    if (from.isEmpty() || to.isEmpty()) {
      return Optional.empty();
    }
    PlaceContext place = context.prefix().place();
    return Optional.of(
        new Layer(
            seconds(context.prefix().stamp()),
            place == null || place.device == null ? "" : place.device.getText(),
            place == null ? "" : place.DIRECTION().getText(),
            from.get(),
            to.get(),
            vni(context.payload()),
            context.header == null ? "" : context.header.getText(),
            line.substring(context.payload().getStart().getStartIndex())));
  }

  private static int vni(TcpdumpParser.PayloadContext payload) {
    return payload instanceof TunnelPayloadContext tunnel
            && tunnel.vni.getText().matches("[0-9]{1,8}")
        ? Integer.parseInt(tunnel.vni.getText())
        : -1;
  }

  private static double seconds(TcpdumpParser.StampContext stamp) {
    if (stamp instanceof EpochStampContext epoch) {
      return Double.parseDouble(epoch.EPOCH().getText());
    }
    if (stamp instanceof ClockStampContext clock) {
      List<String> parts = List.of(clock.TIME().getText().split(":", -1));
      return Double.parseDouble(parts.get(0)) * 3600
          + Double.parseDouble(parts.get(1)) * 60
          + Double.parseDouble(parts.get(2));
    }
    return -1;
  }
}
