package io.coldtrace.parsers.iptables;

import java.util.regex.Pattern;

/** What iptables says on the side, with or without the {@code #} that its save variant adds. */
final class ToolMessage {
  /** The nft variant says it, and none other. */
  static final String LEGACY_PRESENT = "iptables-legacy tables present";

  private static final Pattern MESSAGE =
      Pattern.compile(
          "(?:#\\s*)?(?:Warning: .*|Table `.*' is incompatible.*|table `.*' is incompatible.*)"
              + "|(?:modprobe|libkmod): .*|Another app is currently holding the xtables lock.*"
              + "|(?:\\S*/)?(?:ip6?tables|xtables)(?:-\\S+)?(?: v[0-9.]+)?(?: \\(\\w+\\))?: .*"
              + "|(?:Error occurred at line: |Try `ip6?tables|Perhaps ip6?tables).*");

  private ToolMessage() {}

  static boolean isOne(String line) {
    return MESSAGE.matcher(line).matches();
  }
}
