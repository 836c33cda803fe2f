package io.coldtrace.parsers.iptables;

import io.coldtrace.facts.netfilter.RuleOption;
import java.util.List;

/**
 * Options as the {@code save} functions of iptables' own extensions print them: of each match its
 * module, option and words; of each target the same. {@code !} stands before what may be negated.
 */
final class RuleVocabulary {
  private static final String MATCHES =
      """
      ! addrtype --src-type LOCAL,UNICAST
      ! addrtype --dst-type LOCAL
      addrtype --limit-iface-in
      addrtype --limit-iface-out
      ! ah --ahspi 500:600
      bpf --object-pinned /sys/fs/bpf/x
      ! cgroup --path a/b
      ! cgroup --cgroup 65536
      comment --comment text
      ! connbytes --connbytes 1000:2000
      connbytes --connbytes-mode bytes
      connbytes --connbytes-dir both
      ! connlabel --label eth0-in
      connlimit --connlimit-upto 2
      connlimit --connlimit-above 2
      connlimit --connlimit-mask 24
      connlimit --connlimit-saddr
      ! connmark --mark 0x1/0xff
      ! conntrack --ctstate NEW,RELATED,ESTABLISHED,INVALID,UNTRACKED,SNAT,DNAT
      ! conntrack --ctproto 17
      ! conntrack --ctorigsrc 10.0.0.0/8
      ! conntrack --ctorigdst 10.96.0.1
      ! conntrack --ctreplsrc 10.0.0.1
      ! conntrack --ctrepldst 10.0.0.1
      ! conntrack --ctorigsrcport 1024:65535
      ! conntrack --ctorigdstport 53
      ! conntrack --ctreplsrcport 53
      ! conntrack --ctrepldstport 53
      ! conntrack --ctstatus ASSURED,SEEN_REPLY,CONFIRMED
      ! conntrack --ctexpire 1:100
      conntrack --ctdir ORIGINAL
      conntrack --ctdir REPLY
      ! cpu --cpu 1
      ! devgroup --src-group 0x2
      ! devgroup --dst-group 0x2
      ! dscp --dscp 0x0a
      ! ecn --ecn-tcp-ece
      ! esp --espspi 1:2
      hashlimit --hashlimit-upto 10/sec
      hashlimit --hashlimit-above 512kb/s
      hashlimit --hashlimit-burst 5
      hashlimit --hashlimit-mode srcip,dstport
      hashlimit --hashlimit-name h-1
      hashlimit --hashlimit-htable-expire 60000
      hashlimit --hashlimit-srcmask 24
      ! helper --helper ftp
      hl --hl-lt 10
      ! hl --hl-eq 64
      ! icmp --icmp-type 8
      icmp --icmp-type 3/4
      icmp --icmp-type any
      ! icmp6 --icmpv6-type 128
      ! iprange --src-range 10.0.0.1-10.0.0.9
      ! iprange --dst-range 10.0.0.1-10.0.0.9
      ! ipvs --ipvs
      ! ipvs --vaddr 10.0.0.1
      ! length --length 0:1400
      limit --limit 5/min
      limit --limit-burst 10
      ! mac --mac-source 02:42:ac:11:00:02
      ! mark --mark 0x4000/0x4000
      ! multiport --dports 22,80,443,8000:8080
      ! multiport --sports 22
      ! multiport --ports 53
      nfacct --nfacct-name localhost_nps_accepted_pkts
      osf --genre Linux
      ! owner --uid-owner 1337
      ! owner --gid-owner 1337
      ! owner --socket-exists
      ! physdev --physdev-in veth1
      ! physdev --physdev-out veth2
      ! physdev --physdev-is-bridged
      physdev --physdev-is-in
      ! pkttype --pkt-type multicast
      policy --dir in
      policy --pol ipsec
      ! policy --reqid 1
      ! policy --proto esp
      policy --mode tunnel
      ! quota --quota 1000
      ! realm --realm 0x2a
      recent --set
      ! recent --rcheck
      recent --update
      recent --seconds 60
      recent --hitcount 4
      recent --name DEFAULT
      recent --mask 255.255.255.255
      recent --rsource
      rpfilter --loose
      rpfilter --validmark
      rpfilter --invert
      ! sctp --dport 9899
      ! set --match-set KUBE-CLUSTER-IP dst,dst
      set --return-nomatch
      socket
      socket --transparent
      socket --nowildcard
      ! state --state NEW,RELATED
      statistic --mode random
      ! statistic --probability 0.50000000000
      ! statistic --every 3
      statistic --packet 0
      string --string text
      string --algo bm
      string --to 65535
      tcp
      ! tcp --sport 1024:65535
      ! tcp --dport 80
      ! tcp --tcp-flags FIN,SYN,RST,ACK SYN
      ! tcp --tcp-option 5
      ! tcpmss --mss 1300:65535
      time --timestart 08:00:00
      time --weekdays Mon,Tue
      time --kerneltz
      ! tos --tos 0x10/0x3f
      ttl --ttl-lt 2
      ! ttl --ttl-eq 64
      u32 --u32 0x6&0xff=0x11
      udp
      ! udp --sport 53
      ! udp --dport 8472
      """;

  private static final String TARGETS =
      """
      AUDIT --type drop
      CHECKSUM --checksum-fill
      CLASSIFY --set-class 0001:0002
      CONNMARK --set-xmark 0x1/0xffffffff
      CONNMARK --save-mark
      CONNMARK --restore-mark
      CONNMARK --nfmask 0xff
      CONNMARK --ctmask 0xff
      CT --notrack
      CT --helper ftp
      CT --zone 5
      DNAT --to-destination 10.244.1.5:53
      DNAT --to-destination 10.244.1.5-10.244.1.9:53-60
      DNAT --random
      DNAT --persistent
      DSCP --set-dscp 0x0a
      HL --hl-set 64
      LOG --log-prefix text
      LOG --log-level 4
      LOG --log-uid
      MARK --set-xmark 0x4000/0x4000
      MASQUERADE --random-fully
      MASQUERADE --to-ports 1024-65535
      NETMAP --to 10.1.0.0/16
      NFLOG --nflog-prefix text
      NFLOG --nflog-group 5
      NFQUEUE --queue-balance 0:3
      NFQUEUE --queue-bypass
      REDIRECT --to-ports 15001
      REJECT --reject-with icmp-host-prohibited
      REJECT --reject-with tcp-reset
      SET --add-set S src
      SET --exist
      SNAT --to-source 10.0.0.1:1024-65535
      SNAT --random-fully
      TCPMSS --set-mss 1360
      TCPMSS --clamp-mss-to-pmtu
      TEE --gateway 10.0.0.2
      TOS --set-tos 0x10/0x3f
      TPROXY --on-port 15006
      TPROXY --on-ip 0.0.0.0
      TPROXY --tproxy-mark 0x1/0xffffffff
      TTL --ttl-dec 1
      """;

  private RuleVocabulary() {}

  /** An option as it may stand. */
  record Entry(RuleOption option, boolean negatable) {
    RuleOption negated(boolean not) {
      return new RuleOption(option.module(), option.name(), not && negatable, option.arguments());
    }

    /** The same with another text in the place of {@code text}. */
    Entry withText(String text) {
      boolean free = option.arguments().equals(List.of("text"));
      return free
          ? new Entry(
              new RuleOption(option.module(), option.name(), false, List.of(text)), negatable)
          : this;
    }
  }

  static List<Entry> matches() {
    return MATCHES.lines().map(RuleVocabulary::entry).toList();
  }

  static List<Entry> targets() {
    return TARGETS.lines().map(RuleVocabulary::entry).toList();
  }

  private static Entry entry(String line) {
    boolean negatable = line.startsWith("! ");
    List<String> words = List.of(line.replaceFirst("^! ", "").split(" ", -1));
    return new Entry(
        new RuleOption(
            words.get(0),
            words.size() > 1 ? words.get(1) : "",
            false,
            words.subList(Math.min(2, words.size()), words.size())),
        negatable);
  }
}
