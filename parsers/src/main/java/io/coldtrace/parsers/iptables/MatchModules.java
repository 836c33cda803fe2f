package io.coldtrace.parsers.iptables;

import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which options a match extension has, iptables-extensions(8). It is asked only to tell to which of
 * several extensions of one rule an option belongs; one that is not listed here may own any.
 */
final class MatchModules {
  private static final Map<String, Set<String>> OPTIONS =
      """
      addrtype --src-type --dst-type --limit-iface-in --limit-iface-out
      ah --ahspi --ahlen --ahres
      bpf --object-pinned --bytecode
      cgroup --path --cgroup
      cluster --cluster-total-nodes --cluster-local-node --cluster-local-nodemask --cluster-hash-seed
      comment --comment
      connbytes --connbytes --connbytes-dir --connbytes-mode
      connlabel --label --set
      connlimit --connlimit-upto --connlimit-above --connlimit-mask --connlimit-saddr --connlimit-daddr
      connmark --mark
      conntrack --ctstate --ctproto --ctorigsrc --ctorigdst --ctreplsrc --ctrepldst --ctorigsrcport --ctorigdstport --ctreplsrcport --ctrepldstport --ctstatus --ctexpire --ctdir
      cpu --cpu
      devgroup --src-group --dst-group
      dscp --dscp --dscp-class
      dst --dst-len --dst-opts
      ecn --ecn-tcp-cwr --ecn-tcp-ece --ecn-ip-ect
      esp --espspi
      hl --hl-eq --hl-lt --hl-gt
      hashlimit --hashlimit-upto --hashlimit-above --hashlimit-burst --hashlimit-mode --hashlimit-srcmask --hashlimit-dstmask --hashlimit-name --hashlimit-htable-size --hashlimit-htable-max --hashlimit-htable-expire --hashlimit-htable-gcinterval --hashlimit-rate-match --hashlimit-rate-interval
      helper --helper
      icmp --icmp-type
      icmp6 --icmpv6-type
      icmpv6 --icmpv6-type
      ipv6-icmp --icmpv6-type
      iprange --src-range --dst-range
      ipvs --ipvs --vproto --vaddr --vport --vdir --vmethod --vportctl
      length --length
      limit --limit --limit-burst
      mac --mac-source
      mark --mark
      multiport --sports --source-ports --dports --destination-ports --ports
      nfacct --nfacct-name
      owner --uid-owner --gid-owner --socket-exists --suppl-groups
      physdev --physdev-in --physdev-out --physdev-is-in --physdev-is-out --physdev-is-bridged
      pkttype --pkt-type
      policy --dir --pol --strict --reqid --spi --proto --mode --tunnel-src --tunnel-dst --next
      quota --quota
      recent --name --set --rsource --rdest --mask --rcheck --update --remove --seconds --reap --hitcount --rttl
      rpfilter --loose --validmark --accept-local --invert
      sctp --sport --source-port --dport --destination-port --chunk-types
      set --match-set --return-nomatch --update-counters --update-subcounters --packets-eq --packets-lt --packets-gt --bytes-eq --bytes-lt --bytes-gt
      socket --transparent --nowildcard --restore-skmark
      state --state
      statistic --mode --probability --every --packet
      string --algo --from --to --string --hex-string --icase
      tcp --sport --source-port --dport --destination-port --tcp-flags --syn --tcp-option
      tcpmss --mss
      time --datestart --datestop --timestart --timestop --monthdays --weekdays --contiguous --kerneltz
      tos --tos
      ttl --ttl --ttl-eq --ttl-lt --ttl-gt
      u32 --u32
      udp --sport --source-port --dport --destination-port
      udplite --sport --source-port --dport --destination-port
      """
          .lines()
          .map(line -> line.split(" "))
          .collect(
              Collectors.toUnmodifiableMap(
                  words -> words[0],
                  words -> Set.copyOf(Arrays.asList(words).subList(1, words.length))));

  private MatchModules() {}

  static boolean isKnown(String module) {
    return OPTIONS.containsKey(module);
  }

  static boolean owns(String module, String option) {
    return OPTIONS.getOrDefault(module, Set.of()).contains(option);
  }
}
