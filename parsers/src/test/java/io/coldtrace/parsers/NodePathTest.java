package io.coldtrace.parsers;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.coldtrace.facts.Source;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where a captured file stood on its node, whoever copied it. */
class NodePathTest {
  @ParameterizedTest
  @CsvSource({
    "files/etc/sysctl.d/9.conf, /etc/sysctl.d/9.conf",
    "etc/sysctl.d/9.conf, /etc/sysctl.d/9.conf",
    "usr/lib/sysctl.d/50-default.conf, /usr/lib/sysctl.d/50-default.conf",
    "sysctl.conf, sysctl.conf",
    "sos_commands/kernel/sysctl_-a, sos_commands/kernel/sysctl_-a",
    "etcetera/x, etcetera/x"
  })
  void isThatOfTheNode(String file, String path) {
    assertEquals(path, NodePath.of(new Source("node", file, 1)));
  }
}
