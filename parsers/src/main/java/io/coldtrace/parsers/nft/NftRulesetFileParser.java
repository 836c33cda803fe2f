package io.coldtrace.parsers.nft;

import io.coldtrace.parsers.CapturedText;
import io.coldtrace.parsers.FileParser;
import io.coldtrace.parsers.LineLedger;

/**
 * All tables of nftables, {@code nft list ruleset} of nft(8), with or without {@code -a}:
 *
 * <pre>
 * table inet firewalld {
 *         set local {
 *                 type ipv4_addr
 *                 elements = { 10.0.0.1, 10.0.0.2 }
 *         }
 *
 *         chain filter_FORWARD {
 *                 type filter hook forward priority filter + 10; policy accept;
 *                 ct state { established, related } accept
 *                 reject with icmpx admin-prohibited
 *         }
 * }
 * </pre>
 */
public final class NftRulesetFileParser implements FileParser {
  @Override
  public String kind() {
    return "nft-ruleset";
  }

  @Override
  public void parse(CapturedText text, LineLedger ledger) {
    new NftListing(text, ledger).read();
  }
}
