package io.coldtrace.parsers;

/**
 * Reads one kind of captured file. It holds no opinion: what a line means for the cluster's health
 * is not its business.
 */
public interface FileParser {
  /** The kind that it reads, as the manifest names it: {@code iptables-save}. */
  String kind();

  /**
   * Reads every line and tells the ledger its fate: a fact, ignored for a reason, or unrecognized
   * (which is also the fate of a line that the ledger hears nothing of). Never throws because of
   * the text.
   */
  void parse(CapturedText text, LineLedger ledger);
}
