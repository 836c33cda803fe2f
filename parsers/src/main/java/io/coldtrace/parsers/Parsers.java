package io.coldtrace.parsers;

import io.coldtrace.parsers.conntrack.ConntrackFileParser;
import io.coldtrace.parsers.ethtool.EthtoolFileParser;
import io.coldtrace.parsers.firewall.FirewallCmdFileParser;
import io.coldtrace.parsers.firewall.UfwFileParser;
import io.coldtrace.parsers.host.AssignmentFileParser;
import io.coldtrace.parsers.host.ChronycFileParser;
import io.coldtrace.parsers.host.CniConflistFileParser;
import io.coldtrace.parsers.host.ConfigYamlFileParser;
import io.coldtrace.parsers.host.CrictlFileParser;
import io.coldtrace.parsers.host.DateFileParser;
import io.coldtrace.parsers.host.HostnameFileParser;
import io.coldtrace.parsers.host.IniFileParser;
import io.coldtrace.parsers.host.IptablesVersionFileParser;
import io.coldtrace.parsers.host.LsmodFileParser;
import io.coldtrace.parsers.host.NtpqFileParser;
import io.coldtrace.parsers.host.OsReleaseFileParser;
import io.coldtrace.parsers.host.ProcModulesFileParser;
import io.coldtrace.parsers.host.PsFileParser;
import io.coldtrace.parsers.host.ResolvConfFileParser;
import io.coldtrace.parsers.host.SysctlVersionFileParser;
import io.coldtrace.parsers.host.SystemctlFileParser;
import io.coldtrace.parsers.host.TimedatectlFileParser;
import io.coldtrace.parsers.host.UnameFileParser;
import io.coldtrace.parsers.ip.BridgeFdbFileParser;
import io.coldtrace.parsers.ip.IpAddrFileParser;
import io.coldtrace.parsers.ip.IpLinkFileParser;
import io.coldtrace.parsers.ip.IpNeighFileParser;
import io.coldtrace.parsers.ip.IpRouteFileParser;
import io.coldtrace.parsers.ip.IpRuleFileParser;
import io.coldtrace.parsers.ip.SsFileParser;
import io.coldtrace.parsers.ipset.IpsetFileParser;
import io.coldtrace.parsers.iptables.IptablesLFileParser;
import io.coldtrace.parsers.iptables.IptablesSFileParser;
import io.coldtrace.parsers.iptables.IptablesSaveFileParser;
import io.coldtrace.parsers.ipvs.IpvsadmFileParser;
import io.coldtrace.parsers.json.JsonKeptFileParser;
import io.coldtrace.parsers.kubernetes.KubectlDescribeFileParser;
import io.coldtrace.parsers.kubernetes.KubectlGetFileParser;
import io.coldtrace.parsers.kubernetes.KubectlJsonFileParser;
import io.coldtrace.parsers.kubernetes.KubectlYamlFileParser;
import io.coldtrace.parsers.log.LogFileParser;
import io.coldtrace.parsers.manifest.ManifestFileParser;
import io.coldtrace.parsers.manifest.PeersFileParser;
import io.coldtrace.parsers.netmanager.NetworkctlFileParser;
import io.coldtrace.parsers.netmanager.NmcliFileParser;
import io.coldtrace.parsers.nettools.ArpFileParser;
import io.coldtrace.parsers.nettools.BrctlFileParser;
import io.coldtrace.parsers.nettools.IfconfigFileParser;
import io.coldtrace.parsers.nettools.NetstatFileParser;
import io.coldtrace.parsers.nettools.RouteFileParser;
import io.coldtrace.parsers.nft.NftJsonFileParser;
import io.coldtrace.parsers.nft.NftRulesetFileParser;
import io.coldtrace.parsers.probe.CurlFileParser;
import io.coldtrace.parsers.probe.CurlWriteOutFileParser;
import io.coldtrace.parsers.probe.DigFileParser;
import io.coldtrace.parsers.probe.HostFileParser;
import io.coldtrace.parsers.probe.NslookupFileParser;
import io.coldtrace.parsers.probe.PingFileParser;
import io.coldtrace.parsers.probe.TracerouteFileParser;
import io.coldtrace.parsers.probe.WgetFileParser;
import io.coldtrace.parsers.procnet.NstatFileParser;
import io.coldtrace.parsers.procnet.ProcNetFileParser;
import io.coldtrace.parsers.sysctl.SysctlConfFileParser;
import io.coldtrace.parsers.sysctl.SysctlFileParser;
import io.coldtrace.parsers.sysctl.SysctlFilesFileParser;
import io.coldtrace.parsers.tc.TcFileParser;
import io.coldtrace.parsers.tcpdump.TcpdumpFileParser;
import java.util.List;
import java.util.Optional;

/** All parsers. A new one is one line here. */
public final class Parsers {
  /** Sorted by kind. */
  private static final List<FileParser> ALL =
      List.of(
          new ArpFileParser(),
          new BrctlFileParser(),
          new BridgeFdbFileParser(),
          new KeptFileParser("bridge-other"),
          new ChronycFileParser(),
          new CniConflistFileParser(),
          new BeginningOfLines(LogFileParser.ofComponent()),
          new JsonKeptFileParser("config-json", ""),
          new KeptFileParser("config-toml"),
          new ConfigYamlFileParser(),
          new ConntrackFileParser(),
          new KeptFileParser("corefile"),
          new BeginningOfLines(new CrictlFileParser()),
          new CurlFileParser(),
          new BeginningOfLines(new CurlWriteOutFileParser()),
          new DateFileParser(),
          new DigFileParser(),
          new BeginningOfLines(LogFileParser.ofKernel()),
          new KeptFileParser("ebtables-save"),
          new EthtoolFileParser(),
          new BeginningOfLines(new FirewallCmdFileParser()),
          new AssignmentFileParser("firewalld-conf"),
          new AssignmentFileParser("flannel-subnet-env"),
          new HostFileParser(),
          new HostnameFileParser(),
          new KeptFileParser("hosts", "[0-9a-fA-F.:%]+\\s+\\S.*"),
          new IfconfigFileParser(),
          new IpAddrFileParser(),
          IpLinkFileParser.ofText(),
          IpLinkFileParser.ofJson(),
          new IpNeighFileParser(),
          new IpRouteFileParser(),
          new IpRuleFileParser(),
          new IpsetFileParser(),
          new IptablesLFileParser(),
          new IptablesSFileParser(),
          new IptablesSaveFileParser(),
          new IptablesVersionFileParser(),
          new IpvsadmFileParser(),
          new BeginningOfLines(LogFileParser.ofJournal()),
          new BeginningOfLines(new KubectlDescribeFileParser()),
          new BeginningOfLines(new KubectlGetFileParser()),
          new KubectlJsonFileParser(),
          new KubectlYamlFileParser(),
          new LsmodFileParser(),
          new ManifestFileParser(),
          new NetstatFileParser(),
          new BeginningOfLines(new NetworkctlFileParser()),
          new IniFileParser("networkd-conf"),
          new IniFileParser("networkmanager-conf"),
          new NftRulesetFileParser(),
          new NftJsonFileParser(),
          new BeginningOfLines(new NmcliFileParser()),
          new NslookupFileParser(),
          new NstatFileParser(),
          new NtpqFileParser(),
          new OsReleaseFileParser(),
          new PeersFileParser(),
          new BeginningOfLines(new PingFileParser()),
          new ProcModulesFileParser(),
          new ProcNetFileParser(),
          new PsFileParser(),
          new ResolvConfFileParser(),
          new RouteFileParser(),
          new BeginningOfLines(new SsFileParser()),
          new SysctlFileParser(),
          new SysctlConfFileParser(),
          new SysctlFilesFileParser(),
          new SysctlVersionFileParser(),
          new BeginningOfLines(new SystemctlFileParser()),
          new TcFileParser(),
          new TcpdumpFileParser(),
          new TimedatectlFileParser(),
          new BeginningOfLines(new TracerouteFileParser()),
          new BeginningOfLines(new UfwFileParser()),
          new AssignmentFileParser("ufw-conf"),
          new UnameFileParser(),
          new KeptFileParser("unit-file"),
          new WgetFileParser());

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
