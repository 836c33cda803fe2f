package io.coldtrace.benchmarks;

import java.util.ArrayList;
import java.util.List;

/**
 * The same services in kube-proxy's nftables mode, as {@code nft list ruleset} prints them: verdict
 * maps instead of thousands of rules.
 */
final class KubeProxyTables {
  private static final String FRAME =
      """
      table ip kube-proxy {
      	map service-ips {
      		type ipv4_addr . inet_proto . inet_service : verdict
      		elements = { @ELEMENTS@ }
      	}

      @CHAINS@	chain mark-for-masquerade {
      		meta mark set meta mark | 0x00004000
      	}

      	chain masquerading {
      		meta mark & 0x00004000 == 0x00000000 return
      		meta mark set meta mark ^ 0x00004000
      		masquerade fully-random
      	}

      	chain services {
      		ip daddr . meta l4proto . th dport vmap @service-ips
      	}

      	chain nat-prerouting {
      		type nat hook prerouting priority dstnat; policy accept;
      		jump services
      	}

      	chain nat-output {
      		type nat hook output priority -100; policy accept;
      		jump services
      	}

      	chain nat-postrouting {
      		type nat hook postrouting priority srcnat; policy accept;
      		jump masquerading
      	}
      }
      """;

  private KubeProxyTables() {}

  static List<String> of(int services) {
    List<String> elements = new ArrayList<>();
    StringBuilder chains = new StringBuilder();
    for (int service = 0; service < services; service++) {
      String ip = "10.96.%d.%d".formatted(service / 250, service % 250 + 1);
      String name = "%08d-shop/cart-%d/tcp/http".formatted(service, service);
      elements.add(ip + " . tcp . 80 : goto service-" + name);
      List<String> ends = new ArrayList<>();
      for (int endpoint = 0; endpoint < 3; endpoint++) {
        String address = "10.244.%d.%d".formatted(endpoint % 2 + 1, service % 250 + 2);
        String end = "endpoint-%d-%s__%s/80".formatted(endpoint, name, address);
        ends.add(endpoint + " : goto " + end);
        chains.append("\tchain ").append(end).append(" {\n");
        chains.append("\t\tip saddr ").append(address).append(" jump mark-for-masquerade\n");
        chains.append("\t\tmeta l4proto tcp dnat to ").append(address).append(":80\n\t}\n\n");
      }
      chains.append("\tchain service-").append(name).append(" {\n\t\tip daddr ").append(ip);
      chains.append(" tcp dport 80 ip saddr != 10.244.0.0/16 jump mark-for-masquerade\n");
      chains.append("\t\tnumgen random mod 3 vmap { ").append(String.join(", ", ends));
      chains.append(" }\n\t}\n\n");
    }
    return FRAME
        .replace("@ELEMENTS@", String.join(",\n\t\t\t     ", elements))
        .replace("@CHAINS@", chains)
        .lines()
        .toList();
  }
}
