package io.coldtrace.parsers;

import io.coldtrace.parsers.ip.BridgeFdbFileParser;
import io.coldtrace.parsers.ip.IpAddrFileParser;
import io.coldtrace.parsers.ip.IpLinkFileParser;
import io.coldtrace.parsers.ip.IpNeighFileParser;
import io.coldtrace.parsers.ip.IpRouteFileParser;
import io.coldtrace.parsers.ip.IpRuleFileParser;
import io.coldtrace.parsers.ip.SsFileParser;
import io.coldtrace.parsers.iptables.IptablesSaveFileParser;
import io.coldtrace.parsers.kubernetes.KubectlJsonFileParser;
import io.coldtrace.parsers.manifest.ManifestFileParser;
import io.coldtrace.parsers.manifest.PeersFileParser;
import io.coldtrace.parsers.nft.NftRulesetFileParser;
import io.coldtrace.parsers.sysctl.SysctlConfFileParser;
import io.coldtrace.parsers.sysctl.SysctlFileParser;
import io.coldtrace.parsers.sysctl.SysctlFilesFileParser;
import java.util.List;
import java.util.Optional;

/** All parsers. A new one is one line here. */
public final class Parsers {
  /** Sorted by kind. */
  private static final List<FileParser> ALL =
      List.of(
          new BridgeFdbFileParser(),
          new IpAddrFileParser(),
          new IpLinkFileParser(),
          new IpNeighFileParser(),
          new IpRouteFileParser(),
          new IpRuleFileParser(),
          new IptablesSaveFileParser(),
          new KubectlJsonFileParser(),
          new ManifestFileParser(),
          new NftRulesetFileParser(),
          new PeersFileParser(),
          new SsFileParser(),
          new SysctlFileParser(),
          new SysctlConfFileParser(),
          new SysctlFilesFileParser());

  private Parsers() {}

  /** Every parser, sorted by kind. */
  public static List<FileParser> all() {
    return ALL;
  }

  /** The parser for a kind; empty if that kind is not read. */
  public static Optional<FileParser> forKind(String kind) {
    return ALL.stream().filter(parser -> parser.kind().equals(kind)).findFirst();
  }
}
