package io.coldtrace.parsers.iptables;

import static java.util.stream.Collectors.toUnmodifiableMap;

import java.util.Map;
import java.util.Optional;

/**
 * The extensions of iptables and ip6tables: iptables-extensions(8), patch-o-matic's that
 * distributions shipped, and those of xtables-addons(8). An extension that is not here may have any
 * options.
 */
final class Extensions {
  private static final String PORTS = " --sport --source-port --dport --destination-port";

  private static final Map<String, Extension> MATCHES =
      table(
          """
          addrtype --src-type --dst-type --limit-iface-in/0 --limit-iface-out/0
          ah --ahspi --ahlen --ahres/0
          bpf --object-pinned --bytecode
          cgroup --path --cgroup
          cluster --cluster-total-nodes --cluster-local-node --cluster-local-nodemask --cluster-hash-seed
          comment --comment
          condition --condition
          connbytes --connbytes --connbytes-dir --connbytes-mode
          connlabel --label --set/0
          connlimit --connlimit-upto --connlimit-above --connlimit-mask --connlimit-saddr/0 --connlimit-daddr/0
          connmark --mark
          conntrack --ctstate --ctproto --ctorigsrc --ctorigdst --ctreplsrc --ctrepldst --ctorigsrcport --ctorigdstport --ctreplsrcport --ctrepldstport --ctstatus --ctexpire --ctdir
          cpu --cpu
          dccp PORTS --dccp-types --dccp-option
          devgroup --src-group --dst-group
          dscp --dscp --dscp-class
          dst --dst-len --dst-opts --dst-not-strict/0
          dstlimit --dstlimit --dstlimit-mode --dstlimit-name --dstlimit-burst --dstlimit-htable-size --dstlimit-htable-max --dstlimit-htable-gcinterval --dstlimit-htable-expire
          ecn --ecn-tcp-cwr/0 --ecn-tcp-ece/0 --ecn-ip-ect
          esp --espspi
          eui64
          frag --fragid --fraglen --fragres/0 --fragfirst/0 --fragmore/0 --fraglast/0
          fuzzy --lower-limit --upper-limit
          geoip --src-cc --dst-cc --source-country --destination-country
          hashlimit --hashlimit --hashlimit-upto --hashlimit-above --hashlimit-burst --hashlimit-mode --hashlimit-srcmask --hashlimit-dstmask --hashlimit-name --hashlimit-htable-size --hashlimit-htable-max --hashlimit-htable-expire --hashlimit-htable-gcinterval --hashlimit-rate-match/0 --hashlimit-rate-interval
          hbh --hbh-len --hbh-opts --hbh-not-strict/0
          helper --helper
          hl --hl --hl-eq --hl-lt --hl-gt
          iface --iface --dev-in/0 --dev-out/0 --up/0 --down/0 --broadcast/0 --loopback/0 --pointtopoint/0 --pointopoint/0 --running/0 --noarp/0 --arp/0 --promisc/0 --multicast/0 --dynamic/0 --lower-up/0 --dormant/0
          icmp --icmp-type
          icmp6 --icmpv6-type
          icmpv6 --icmpv6-type
          ipcomp --ipcompspi --compres/0
          iprange --src-range --dst-range
          ipv4options --flags --any/0 --ssrr/0 --lsrr/0 --no-srr/0 --rr/0 --ts/0 --ra/0 --any-opt/0
          ipv6-icmp --icmpv6-type
          ipv6header --header --soft/0
          ipvs --ipvs/0 --vproto --vaddr --vport --vdir --vmethod --vportctl
          length --length
          limit --limit --limit-burst
          mac --mac-source
          mark --mark
          mh --mh-type
          mport --source-ports --sports --destination-ports --dports --ports
          multiport --sports --source-ports --dports --destination-ports --ports
          ndpi --proto --inprogress --risk --host --clevel --all/0 --unknown/0 --error/0 --have-master/0
          nfacct --nfacct-name
          nth --every --counter --start --packet
          osf --genre --ttl --log
          owner --uid-owner --gid-owner --pid-owner --sid-owner --cmd-owner --socket-exists/0 --suppl-groups/0
          physdev --physdev-in --physdev-out --physdev-is-in/0 --physdev-is-out/0 --physdev-is-bridged/0
          pkttype --pkt-type
          policy --dir --pol --strict/0 --reqid --spi --proto --mode --tunnel-src --tunnel-dst --next/0
          psd --psd-weight-threshold --psd-delay-threshold --psd-lo-ports-weight --psd-hi-ports-weight
          quota --quota
          quota2 --name --quota --grow/0 --no-change/0 --packets/0
          random --average
          rateest --rateest --rateest1 --rateest2 --rateest-delta/0 --rateest-bps/? --rateest-pps/? --rateest-bps1/? --rateest-pps1/? --rateest-bps2/? --rateest-pps2/? --rateest-lt/0 --rateest-gt/0 --rateest-eq/0
          realm --realm
          recent --name --set/0 --rsource/0 --rdest/0 --mask --rcheck/0 --update/0 --remove/0 --seconds --reap/0 --hitcount --rttl/0
          rpfilter --loose/0 --validmark/0 --accept-local/0 --invert/0
          rt --rt-type --rt-segsleft --rt-len --rt-0-res/0 --rt-0-addrs --rt-0-not-strict/0
          sctp PORTS --chunk-types/2
          set --match-set/2 --set/2 --return-nomatch/0 --update-counters/0 --update-subcounters/0 --packets-eq --packets-lt --packets-gt --bytes-eq --bytes-lt --bytes-gt
          socket --transparent/0 --nowildcard/0 --restore-skmark/0
          srh --srh-next-hdr --srh-hdr-len-eq --srh-hdr-len-gt --srh-hdr-len-lt --srh-segs-left-eq --srh-segs-left-gt --srh-segs-left-lt --srh-last-entry-eq --srh-last-entry-gt --srh-last-entry-lt --srh-tag --srh-psid --srh-nsid --srh-lsid
          state --state
          statistic --mode --probability --every --packet
          string --algo --from --to --string --hex-string --icase/0
          tcp PORTS --tcp-flags/2 --syn/0 --tcp-option
          tcpmss --mss
          time --datestart --datestop --timestart --timestop --monthdays --weekdays --days --contiguous/0 --kerneltz/0 --utc/0 --localtz/0
          tos --tos
          ttl --ttl --ttl-eq --ttl-lt --ttl-gt
          u32 --u32
          udp PORTS
          udplite PORTS
          unclean
          """);

  private static final Map<String, Extension> TARGETS =
      table(
          """
          ACCEPT
          AUDIT --type
          CHECKSUM --checksum-fill/0
          CLASSIFY --set-class
          CLUSTERIP --new/0 --hashmode --clustermac --total-nodes --local-node --hash-init
          CONNMARK --set-xmark --save-mark/0 --restore-mark/0 --set-mark --and-mark --or-mark --xor-mark --left-shift-mark --right-shift-mark --ctmask --nfmask --mask
          CONNSECMARK --save/0 --restore/0
          CT --notrack/0 --helper --timeout --ctevents --expevents --zone --zone-orig --zone-reply
          DNAT --to-destination --random/0 --persistent/0
          DNPT --src-pfx --dst-pfx
          DROP
          DSCP --set-dscp --set-dscp-class
          ECN --ecn-tcp-remove/0
          HL --hl-set --hl-dec --hl-inc
          HMARK --hmark-tuple --hmark-mod --hmark-offset --hmark-rnd --hmark-src-prefix --hmark-dst-prefix --hmark-sport-mask --hmark-dport-mask --hmark-spi-mask --hmark-sport --hmark-dport --hmark-spi --hmark-proto-mask
          IDLETIMER --timeout --label --alarm/0 --send_nl_msg/?
          LED --led-trigger-id --led-delay --led-always-blink/0
          LOG --log-level --log-prefix --log-tcp-sequence/0 --log-tcp-options/0 --log-ip-options/0 --log-uid/0 --log-macdecode/0
          MARK --set-xmark --set-mark --and-mark --or-mark --xor-mark
          MASQUERADE --to-ports --random/0 --random-fully/0
          MIRROR
          NETMAP --to
          NFLOG --nflog-group --nflog-range --nflog-size --nflog-threshold --nflog-prefix
          NFQUEUE --queue-num --queue-balance --queue-bypass/0 --queue-cpu-fanout/0
          NOTRACK
          QUEUE
          RATEEST --rateest-name --rateest-interval --rateest-ewmalog
          REDIRECT --to-ports --random/0
          REJECT --reject-with
          RETURN
          ROUTE --oif --iif --gw --continue/0 --tee/0
          SAME --to --nodst/0 --random/0
          SECMARK --selctx
          SET --add-set/2 --del-set/2 --map-set/2 --exist/0 --timeout --map-mark/0 --map-prio/0 --map-queue/0
          SNAT --to-source --random/0 --random-fully/0 --persistent/0
          SNPT --src-pfx --dst-pfx
          SYNPROXY --sack-perm/0 --timestamp/0 --wscale --mss --ecn/0
          TARPIT --tarpit/0 --honeypot/0 --reset/0
          TCPMSS --set-mss --clamp-mss-to-pmtu/0
          TCPOPTSTRIP --strip-options
          TEE --gateway --oif
          TOS --set-tos --and-tos --or-tos --xor-tos
          TPROXY --on-port --on-ip --tproxy-mark
          TRACE
          TTL --ttl-set --ttl-dec --ttl-inc
          ULOG --ulog-nlgroup --ulog-cprange --ulog-qthreshold --ulog-prefix
          """);

  /** Protocols that bring options of their own, by number. */
  private static final Map<String, String> PROTOCOLS =
      Map.ofEntries(
          Map.entry("1", "icmp"),
          Map.entry("6", "tcp"),
          Map.entry("17", "udp"),
          Map.entry("33", "dccp"),
          Map.entry("50", "esp"),
          Map.entry("51", "ah"),
          Map.entry("58", "ipv6-icmp"),
          Map.entry("108", "ipcomp"),
          Map.entry("132", "sctp"),
          Map.entry("135", "mh"),
          Map.entry("ipv6-mh", "mh"),
          Map.entry("mobility-header", "mh"),
          Map.entry("136", "udplite"));

  private Extensions() {}

  private static Map<String, Extension> table(String lines) {
    return lines
        .replace(" PORTS", PORTS)
        .lines()
        .map(line -> line.split(" ", 2))
        .collect(
            toUnmodifiableMap(
                words -> words[0], words -> Extension.of(words.length > 1 ? words[1] : "")));
  }

  static Optional<Extension> match(String name) {
    return Optional.ofNullable(MATCHES.get(name));
  }

  static Optional<Extension> target(String name) {
    return Optional.ofNullable(TARGETS.get(name));
  }

  /** The extension that {@code -p} brings without {@code -m}; the protocol's own name else. */
  static String ofProtocol(String protocol) {
    return PROTOCOLS.getOrDefault(protocol, protocol);
  }
}
