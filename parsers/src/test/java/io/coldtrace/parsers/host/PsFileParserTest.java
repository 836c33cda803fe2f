package io.coldtrace.parsers.host;

import static io.coldtrace.parsers.Captures.assertLines;
import static io.coldtrace.parsers.Captures.facts;
import static io.coldtrace.parsers.Captures.parse;
import static io.coldtrace.parsers.Captures.parseText;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.coldtrace.facts.Source;
import io.coldtrace.facts.kernel.HostProcess;
import io.coldtrace.parsers.LineLedger;
import java.util.List;
import org.junit.jupiter.api.Test;

class PsFileParserTest {
  private final PsFileParser parser = new PsFileParser();

  @Test
  void readsWhatTheCollectorAsksFor() {
    LineLedger ledger = parse(parser, "lab-collector.txt");
    assertEquals(List.of(), ledger.unrecognized());
    assertEquals(
        new HostProcess(
            new Source("node-1", "ps.txt", 4),
            4,
            1,
            "root",
            "S",
            "kubelet",
            "/usr/bin/kubelet --kubeconfig=/etc/kubernetes/kubelet.conf"
                + " --config=/var/lib/kubelet/config.yaml",
            -1),
        facts(ledger, HostProcess.class).get(2));
  }

  @Test
  void namesMayHoldBlanks() {
    LineLedger ledger = parse(parser, "names-with-blanks.txt");
    assertLines(ledger, 5, 1, 0);
    assertEquals(
        List.of(
            "2 0 root S|kthreadd|[kthreadd]",
            "90 2 root I<|kworker/0:1H-ev|[kworker/0:1H-events_highpri]",
            "1201 1 root Ssl|hg agent main|/opt/host guard/hg agent --daemon",
            "1305 1201 systemd+ S|tmux: server|tmux new -d",
            "1400 1 root Z|sh|[sh] <defunct>"),
        show(ledger));
  }

  @Test
  void otherColumnsSayTheSame() {
    List<String> fromArguments = names("lab-ef.txt");
    List<String> collector = names("lab-collector.txt");
    assertEquals(List.of("systemd", "containerd", "kubelet"), collector.subList(0, 3));
    assertEquals("kube-controller", collector.get(12));
    assertEquals(List.of("init", "containerd", "kubelet"), fromArguments.subList(0, 3));
    assertEquals("kube-controller-manager", fromArguments.get(12));
    assertEquals(fromArguments.subList(0, 15), names("lab-auxf.txt").subList(1, 16));
    assertEquals(fromArguments.subList(0, 15), names("lab-pid-args.txt").subList(0, 15));
    assertEquals(
        "0  |init|/sbin/init",
        show(parse(parser, "lab-pid-args.txt")).get(0).replaceFirst("^1 ", ""));
  }

  @Test
  void readsOldAndForeignListings() {
    assertLines(parse(parser, "rhel8-threads.txt"), 2, 7, 0);
    assertLines(parse(parser, "late-header.txt"), 5, 2, 0);
    assertEquals("kondemand/0", names("rhel6-aux.txt").get(1));
    assertEquals(
        List.of("1 0 root |init|/sbin/init", "7 0 root |rc.local|{rc.local} /bin/sh /etc/rc.local"),
        show(parse(parser, "busybox.txt")).subList(0, 2));
    String started = "root 12 Mon Nov 22 10:00:00 2026 nginx: worker process";
    assertEquals(
        List.of("12 0 root |nginx|nginx: worker process"),
        show(parseText(parser, "USER PID STARTED CMD", started)));
  }

  @Test
  void aRowThatIsTooShortIsUnrecognized() {
    assertLines(parseText(parser, "USER PID COMMAND", "root 1", "root one init"), 0, 1, 2);
    assertLines(parseText(parser, "    1 root init"), 0, 0, 1);
  }

  private List<String> names(String fixture) {
    return facts(parse(parser, fixture), HostProcess.class).stream()
        .map(HostProcess::name)
        .toList();
  }

  private static List<String> show(LineLedger ledger) {
    return facts(ledger, HostProcess.class).stream()
        .map(
            process ->
                String.format(
                    "%d %d %s %s|%s|%s",
                    process.pid(),
                    process.parentPid(),
                    process.user(),
                    process.state(),
                    process.name(),
                    process.command()))
        .toList();
  }
}
