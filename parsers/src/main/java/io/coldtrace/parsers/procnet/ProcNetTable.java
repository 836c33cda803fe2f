package io.coldtrace.parsers.procnet;

import io.coldtrace.facts.Source;
import io.coldtrace.parsers.LineLedger;

/** One of the tables of {@code /proc/net}: how it begins, and what its rows say. */
interface ProcNetTable {
  /** Whether this line, without blanks at its ends, is the table's line of column names. */
  boolean isHeading(String line);

  /**
   * Reads a row below the heading; {@code heading} is that line, empty if the file has none.
   *
   * @return false if the line is no row of this table
   */
  boolean row(String line, String heading, Source source, LineLedger ledger);

  /** Adds what only the whole table tells. */
  default void finish(LineLedger ledger) {}
}
