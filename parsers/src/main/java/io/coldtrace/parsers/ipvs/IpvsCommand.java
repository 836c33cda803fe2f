package io.coldtrace.parsers.ipvs;

import io.coldtrace.parsers.ipvs.IpvsadmParser.CommandLineContext;
import io.coldtrace.parsers.ipvs.IpvsadmParser.OptionContext;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A command of {@code ipvsadm -S}: {@code -A -t 10.96.0.1:443 -s rr} or {@code -a -t 10.96.0.1:443
 * -r 10.0.0.5:6443 -m -w 1}.
 */
final class IpvsCommand {
  private static final Map<String, String> LONG_FORMS =
      Map.ofEntries(
          Map.entry("--add-service", "-A"),
          Map.entry("--add-server", "-a"),
          Map.entry("--tcp-service", "-t"),
          Map.entry("--udp-service", "-u"),
          Map.entry("--fwmark-service", "-f"),
          Map.entry("--scheduler", "-s"),
          Map.entry("--persistent", "-p"),
          Map.entry("--real-server", "-r"),
          Map.entry("--gatewaying", "-g"),
          Map.entry("--ipip", "-i"),
          Map.entry("--masquerading", "-m"),
          Map.entry("--weight", "-w"));

  private static final Map<String, String> PROTOCOLS =
      Map.of("-t", "tcp", "-u", "udp", "--sctp-service", "sctp", "-f", "fwm");
  private static final Map<String, String> FORWARDS =
      Map.of("-m", "Masq", "-g", "Route", "-i", "Tunnel");

  private final String name;
  private final Map<String, String> options = new HashMap<>();
  private final List<String> flags = new ArrayList<>();

  private IpvsCommand(String name) {
    this.name = name;
  }

  static IpvsCommand of(CommandLineContext line) {
    String written = line.command.getText();
    IpvsCommand command = new IpvsCommand(LONG_FORMS.getOrDefault(written, written));
    for (OptionContext option : line.option()) {
      String flag = option.FLAG().getText();
      String shortForm = LONG_FORMS.getOrDefault(flag, flag);
      String value = option.WORD() == null ? "" : option.WORD().getText();
      command.options.put(shortForm, value);
      if (!PROTOCOLS.containsKey(shortForm) && !shortForm.equals("-s")) {
        command.flags.add(shortForm.equals("-p") ? "persistent" : shortForm);
        if (!value.isEmpty()) {
          command.flags.add(value);
        }
      }
    }
    return command;
  }

  boolean addsService() {
    return name.equals("-A") && !service().isEmpty();
  }

  boolean addsServer() {
    return name.equals("-a") && !service().isEmpty() && !server().isEmpty();
  }

  String protocol() {
    return PROTOCOLS.entrySet().stream()
        .filter(entry -> options.containsKey(entry.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse("");
  }

  String service() {
    return PROTOCOLS.keySet().stream()
        .map(options::get)
        .filter(v -> v != null)
        .findFirst()
        .orElse("");
  }

  String scheduler() {
    return options.getOrDefault("-s", "");
  }

  /** What else a service has: {@code persistent}, its seconds, ... */
  List<String> flags() {
    return List.copyOf(flags);
  }

  String server() {
    return options.getOrDefault("-r", "");
  }

  /** How packets reach the server; without an option it is routing, ipvsadm(8). */
  String forward() {
    return FORWARDS.entrySet().stream()
        .filter(entry -> options.containsKey(entry.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse("Route");
  }

  int weight() {
    String weight = options.getOrDefault("-w", "1");
    return weight.matches("[0-9]{1,9}") ? Integer.parseInt(weight) : -1;
  }
}
