package io.coldtrace.parsers.nft;

import io.coldtrace.parsers.nft.NftRulesetParser.ElementContext;

/**
 * An element of a set or map without what may stand between key and data: {@code 22 counter packets
 * 0 bytes 0 : jump ssh} is {@code 22 : jump ssh}.
 */
final class ElementText {
  private ElementText() {}

  static String of(ElementContext element) {
    String key = TreeText.of(element.elementValue());
    return element.data == null ? key : key + " : " + TreeText.of(element.data);
  }
}
