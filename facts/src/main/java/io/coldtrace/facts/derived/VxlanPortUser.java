package io.coldtrace.facts.derived;

import io.coldtrace.facts.Fact;
import io.coldtrace.facts.Source;
import java.util.List;

/**
 * Somebody else who uses the UDP port of a VXLAN tunnel of flannel's: on the node itself, or the
 * platform that it runs on.
 *
 * @param source the first sign
 * @param platform whether the platform uses it, below the node; else something on the node
 * @param product as people know it; of what the table does not know the device or the process;
 *     empty where flannel's log alone says that the port is taken
 * @param effect what comes of it
 * @param effectChinese the same in Chinese
 * @param signs all lines that show it
 */
public record VxlanPortUser(
    Source source,
    String node,
    int port,
    boolean platform,
    String product,
    String effect,
    String effectChinese,
    List<Source> signs)
    implements Fact {
  public VxlanPortUser {
    signs = List.copyOf(signs);
  }
}
