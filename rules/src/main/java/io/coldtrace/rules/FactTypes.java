package io.coldtrace.rules;

import io.coldtrace.facts.Fact;
import io.coldtrace.facts.capture.CapturedFile;
import io.coldtrace.facts.capture.CollectorRun;
import io.coldtrace.facts.capture.DnsOutput;
import io.coldtrace.facts.capture.HttpDate;
import io.coldtrace.facts.capture.HttpOutput;
import io.coldtrace.facts.capture.HttpTiming;
import io.coldtrace.facts.capture.Packet;
import io.coldtrace.facts.capture.PingOutput;
import io.coldtrace.facts.capture.Probe;
import io.coldtrace.facts.capture.TraceOutput;
import io.coldtrace.facts.derived.AgentSighting;
import io.coldtrace.facts.derived.ClockFault;
import io.coldtrace.facts.derived.Complaint;
import io.coldtrace.facts.derived.CounterGrowth;
import io.coldtrace.facts.derived.DnsPod;
import io.coldtrace.facts.derived.EchoLoss;
import io.coldtrace.facts.derived.FlannelConfig;
import io.coldtrace.facts.derived.FlannelFailure;
import io.coldtrace.facts.derived.ForeignChains;
import io.coldtrace.facts.derived.FullSizeLoss;
import io.coldtrace.facts.derived.HostFirewall;
import io.coldtrace.facts.derived.HostPort;
import io.coldtrace.facts.derived.IptablesSplit;
import io.coldtrace.facts.derived.KernelFlaw;
import io.coldtrace.facts.derived.KnownMessage;
import io.coldtrace.facts.derived.KubeFirewallRule;
import io.coldtrace.facts.derived.KubeForward;
import io.coldtrace.facts.derived.LayerTwo;
import io.coldtrace.facts.derived.LostHostPorts;
import io.coldtrace.facts.derived.NicFault;
import io.coldtrace.facts.derived.OtherPodNetwork;
import io.coldtrace.facts.derived.OverlayFault;
import io.coldtrace.facts.derived.OverlayMtu;
import io.coldtrace.facts.derived.PacketLoss;
import io.coldtrace.facts.derived.PathMtuBlackHole;
import io.coldtrace.facts.derived.Redirection;
import io.coldtrace.facts.derived.ReversePathFault;
import io.coldtrace.facts.derived.ServiceProxy;
import io.coldtrace.facts.derived.SharedIdentity;
import io.coldtrace.facts.derived.SplitPaths;
import io.coldtrace.facts.derived.SysctlMend;
import io.coldtrace.facts.derived.SysctlOrigin;
import io.coldtrace.facts.derived.TransportLoss;
import io.coldtrace.facts.derived.UnderlayBlock;
import io.coldtrace.facts.derived.UnexplainedLoss;
import io.coldtrace.facts.derived.UnreachableNode;
import io.coldtrace.facts.derived.UnsoundSysctl;
import io.coldtrace.facts.derived.VxlanDelivery;
import io.coldtrace.facts.derived.VxlanPortUser;
import io.coldtrace.facts.derived.Walk;
import io.coldtrace.facts.kernel.ClockTracking;
import io.coldtrace.facts.kernel.ContainerState;
import io.coldtrace.facts.kernel.HostProcess;
import io.coldtrace.facts.kernel.HostSetting;
import io.coldtrace.facts.kernel.KernelCounter;
import io.coldtrace.facts.kernel.KernelModule;
import io.coldtrace.facts.kernel.KernelVersion;
import io.coldtrace.facts.kernel.LogMessage;
import io.coldtrace.facts.kernel.Nameserver;
import io.coldtrace.facts.kernel.OsRelease;
import io.coldtrace.facts.kernel.Sysctl;
import io.coldtrace.facts.kernel.SysctlFile;
import io.coldtrace.facts.kernel.SysctlSetting;
import io.coldtrace.facts.kernel.SystemdUnit;
import io.coldtrace.facts.kubernetes.KubeConfigMap;
import io.coldtrace.facts.kubernetes.KubeDaemonSet;
import io.coldtrace.facts.kubernetes.KubeDetail;
import io.coldtrace.facts.kubernetes.KubeEndpoints;
import io.coldtrace.facts.kubernetes.KubeEvent;
import io.coldtrace.facts.kubernetes.KubeListed;
import io.coldtrace.facts.kubernetes.KubeNode;
import io.coldtrace.facts.kubernetes.KubePod;
import io.coldtrace.facts.kubernetes.KubeService;
import io.coldtrace.facts.netfilter.FirewalldZone;
import io.coldtrace.facts.netfilter.IptablesChain;
import io.coldtrace.facts.netfilter.IptablesRule;
import io.coldtrace.facts.netfilter.IpvsDestination;
import io.coldtrace.facts.netfilter.IpvsService;
import io.coldtrace.facts.netfilter.NftChain;
import io.coldtrace.facts.netfilter.NftRule;
import io.coldtrace.facts.netfilter.NftSet;
import io.coldtrace.facts.netfilter.UfwRule;
import io.coldtrace.facts.network.Bridge;
import io.coldtrace.facts.network.BridgePort;
import io.coldtrace.facts.network.DriverCounter;
import io.coldtrace.facts.network.FdbEntry;
import io.coldtrace.facts.network.InterfaceAddress;
import io.coldtrace.facts.network.InterfaceCounter;
import io.coldtrace.facts.network.InterfaceDriver;
import io.coldtrace.facts.network.InterfaceSetting;
import io.coldtrace.facts.network.Link;
import io.coldtrace.facts.network.ManagedDevice;
import io.coldtrace.facts.network.Neighbor;
import io.coldtrace.facts.network.Offload;
import io.coldtrace.facts.network.Qdisc;
import io.coldtrace.facts.network.Route;
import io.coldtrace.facts.network.RoutingRule;
import io.coldtrace.facts.network.Socket;
import io.coldtrace.facts.network.TcFilter;
import java.util.List;

/** The facts that rules may speak of, sorted by name, a line each. */
public final class FactTypes {
  /** Simple names are unique: rules know a type by its simple name alone. */
  public static final List<Class<? extends Fact>> ALL =
      List.of(
          AgentSighting.class,
          Bridge.class,
          BridgePort.class,
          CapturedFile.class,
          ClockFault.class,
          ClockTracking.class,
          CollectorRun.class,
          Complaint.class,
          ContainerState.class,
          CounterGrowth.class,
          DnsOutput.class,
          DnsPod.class,
          DriverCounter.class,
          EchoLoss.class,
          FdbEntry.class,
          FirewalldZone.class,
          FlannelConfig.class,
          FlannelFailure.class,
          ForeignChains.class,
          FullSizeLoss.class,
          HostFirewall.class,
          HostPort.class,
          HostProcess.class,
          HostSetting.class,
          HttpDate.class,
          HttpOutput.class,
          HttpTiming.class,
          InterfaceAddress.class,
          InterfaceCounter.class,
          InterfaceDriver.class,
          InterfaceSetting.class,
          IptablesChain.class,
          IptablesRule.class,
          IptablesSplit.class,
          IpvsDestination.class,
          IpvsService.class,
          KernelCounter.class,
          KernelFlaw.class,
          KernelModule.class,
          KernelVersion.class,
          KnownMessage.class,
          KubeConfigMap.class,
          KubeDaemonSet.class,
          KubeDetail.class,
          KubeEndpoints.class,
          KubeEvent.class,
          KubeFirewallRule.class,
          KubeForward.class,
          KubeListed.class,
          KubeNode.class,
          KubePod.class,
          KubeService.class,
          LayerTwo.class,
          Link.class,
          LogMessage.class,
          LostHostPorts.class,
          ManagedDevice.class,
          Nameserver.class,
          Neighbor.class,
          NftChain.class,
          NftRule.class,
          NftSet.class,
          NicFault.class,
          Offload.class,
          OsRelease.class,
          OtherPodNetwork.class,
          OverlayFault.class,
          OverlayMtu.class,
          Packet.class,
          PacketLoss.class,
          PathMtuBlackHole.class,
          PingOutput.class,
          Probe.class,
          Qdisc.class,
          Redirection.class,
          ReversePathFault.class,
          Route.class,
          RoutingRule.class,
          ServiceProxy.class,
          SharedIdentity.class,
          Socket.class,
          SplitPaths.class,
          Sysctl.class,
          SysctlFile.class,
          SysctlMend.class,
          SysctlOrigin.class,
          SysctlSetting.class,
          SystemdUnit.class,
          TcFilter.class,
          TraceOutput.class,
          TransportLoss.class,
          UfwRule.class,
          UnderlayBlock.class,
          UnexplainedLoss.class,
          UnreachableNode.class,
          UnsoundSysctl.class,
          VxlanDelivery.class,
          VxlanPortUser.class,
          Walk.class);

  private FactTypes() {}
}
