package io.coldtrace.parsers.sysctl;

/**
 * The name of a kernel parameter in the one form that facts use: dots between its parts, and a
 * slash where a part (an interface's name) holds a dot.
 *
 * <pre>
 * net.ipv4.conf.eth0/100.forwarding                  as sysctl -a prints it
 * net/ipv4/conf/eth0.100/forwarding                  as a file may write it
 * /proc/sys/net/ipv4/conf/eth0.100/forwarding        where it stands
 * </pre>
 *
 * sysctl.d(5): the first separator says which of the two characters separates.
 */
final class SysctlKey {
  private static final String ROOT = "/proc/sys/";

  private SysctlKey() {}

  /** The key with dots, however it was written. */
  static String normalize(String written) {
    String key = written.startsWith(ROOT) ? written.substring(ROOT.length()) : written;
    int slash = key.indexOf('/');
    int dot = key.indexOf('.');
    return slash >= 0 && (dot < 0 || slash < dot) ? exchanged(key) : key;
  }

  private static String exchanged(String key) {
    StringBuilder result = new StringBuilder(key.length());
    for (int i = 0; i < key.length(); i++) {
      char c = key.charAt(i);
      result.append(c == '/' ? '.' : c == '.' ? '/' : c);
    }
    return result.toString();
  }
}
