package io.coldtrace.parsers.nft;

/**
 * The table whose blocks are being read.
 *
 * @param dormant the kernel has taken its chains off their hooks
 */
record NftTable(String family, String name, boolean dormant) {
  /** The table with what its {@code flags} line says. */
  NftTable withFlags(String line) {
    return new NftTable(family, name, dormant || line.contains("dormant"));
  }
}
