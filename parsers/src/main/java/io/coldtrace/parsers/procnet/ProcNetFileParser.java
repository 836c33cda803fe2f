package io.coldtrace.parsers.procnet;

import io.coldtrace.parsers.CapturedText;
import io.coldtrace.parsers.FileParser;
import io.coldtrace.parsers.Ignored;
import io.coldtrace.parsers.LineLedger;
import java.util.List;

/**
 * Reads the files of {@code /proc/net}, by their headings and the shape of their lines, so that
 * several may stand in one file.
 *
 * <pre>
 * IP address       HW type     Flags       HW address            Mask     Device
 * 10.244.1.0       0x1         0x6         92:1b:d8:d1:19:96     *        flannel.1
 * </pre>
 *
 * Format: proc_pid_net(5).
 */
public final class ProcNetFileParser implements FileParser {
  @Override
  public String kind() {
    return "proc-net";
  }

  @Override
  public void parse(CapturedText text, LineLedger ledger) {
    boolean unmodelled = UnmodelledTable.isNamed(text.file());
    List<ProcNetTable> tables =
        List.of(
            new DeviceTable(),
            new SocketTable(),
            new NeighborTable(),
            new RouteTables(),
            new CpuTable(),
            new IpvsTable(),
            new BondingTable(),
            new UnmodelledTable(),
            new CounterPairs());
    String heading = "";
    ProcNetTable open = null;
    for (int number = 1; number <= text.lines().size(); number++) {
      String line = text.line(number).strip();
      ProcNetTable begun = tables.stream().filter(t -> t.isHeading(line)).findFirst().orElse(null);
      if (line.isEmpty()) {
        ledger.ignored(number, Ignored.BLANK);
      } else if (unmodelled) {
        ledger.ignored(number, Ignored.NOT_MODELLED);
      } else if (begun != null) {
        open = begun;
        heading = line;
        ledger.ignored(number, Ignored.HEADING);
      } else {
        row(line, number, text, open, heading, tables, ledger);
      }
    }
    tables.forEach(table -> table.finish(ledger));
  }

  /** The table whose heading stood last is asked first, then those that need none. */
  private static void row(
      String line,
      int number,
      CapturedText text,
      ProcNetTable open,
      String heading,
      List<ProcNetTable> tables,
      LineLedger ledger) {
    if (open != null && open.row(line, heading, text.at(number), ledger)) {
      return;
    }
    for (ProcNetTable table : tables) {
      if (table.row(line, "", text.at(number), ledger)) {
        return;
      }
    }
  }
}
