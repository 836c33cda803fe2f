package io.coldtrace.parsers.iptables;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A rule as a command for a shell, as scripts and documents list them: {@code sudo
 * /sbin/ip6tables-nft -w -t nat -A POSTROUTING -j MASQUERADE}.
 */
record ShellCommand(String options, ListingOrigin origin) {
  private static final Pattern COMMAND =
      Pattern.compile("(?:sudo\\s+)?(?:/\\S*/)?(ip6?tables)(-legacy|-nft)?\\s+(-.*)");

  private static final Pattern LISTING =
      Pattern.compile(
          "(?:sudo\\s+)?(?:/\\S*/)?ip6?tables(?:-legacy|-nft)?(?:-save(?: .*)?"
              + "| (?:.* )?(?:-[nvx]*[LS][nvx]*|--list|--list-rules)(?: .*)?)");

  static boolean isOne(String line) {
    return COMMAND.matcher(line).matches();
  }

  /** A command that prints rules and changes none. */
  static boolean isListing(String line) {
    return LISTING.matcher(line).matches();
  }

  static Optional<ShellCommand> parse(String line, ListingOrigin listing) {
    Matcher matcher = COMMAND.matcher(line);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String backend = matcher.group(2) == null ? listing.backend() : matcher.group(2).substring(1);
    String family = matcher.group(1).equals("ip6tables") ? "ip6" : "ip";
    return Optional.of(new ShellCommand(matcher.group(3), new ListingOrigin(backend, family)));
  }
}
