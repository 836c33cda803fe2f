package io.coldtrace.dataplane.host;

import io.coldtrace.facts.Ip;
import io.coldtrace.facts.Source;
import io.coldtrace.facts.network.Socket;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Who listens in a network namespace (ss(8), netstat(8)). */
public final class Sockets {
  private static final Set<String> ANY = Set.of("*", "0.0.0.0", "::", "[::]");

  private final Optional<Source> whole;
  private final List<Socket> listening;

  /**
   * Sockets of a listing.
   *
   * @param whole the listing of all of them; empty if there may be more
   */
  Sockets(Collection<Socket> sockets, Optional<Source> whole) {
    this.whole = whole;
    listening = sockets.stream().filter(Sockets::waits).toList();
  }

  private static boolean waits(Socket socket) {
    return socket.protocol().equals("tcp")
        ? socket.state().equals("LISTEN")
        : !socket.state().equals("ESTAB");
  }

  /** Where the list of such sockets stands; empty if none of the protocol was listed. */
  public Optional<Source> list(String protocol) {
    return listening.stream()
        .filter(socket -> socket.protocol().equals(protocol))
        .map(socket -> new Source(socket.source().node(), socket.source().file(), 0))
        .findFirst()
        .or(() -> whole);
  }

  /** The socket that takes what is sent to an address and port. */
  public Optional<Socket> at(String protocol, Ip address, int port) {
    return listening.stream()
        .filter(socket -> socket.protocol().equals(protocol) && socket.localPort() == port)
        .filter(
            socket ->
                ANY.contains(socket.localAddress())
                    || Ip.parse(socket.localAddress()).equals(Optional.of(address)))
        .findFirst();
  }
}
