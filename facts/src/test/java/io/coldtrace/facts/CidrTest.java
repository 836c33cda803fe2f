package io.coldtrace.facts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CidrTest {
  @ParameterizedTest
  @CsvSource({
    "10.244.1.0/24, 10.244.1.0/24",
    "10.244.1.7/24, 10.244.1.7/24",
    "10.0.0.5, 10.0.0.5/32",
    "10.0.0.0/255.255.0.0, 10.0.0.0/16",
    "10.0.0.0/255.255.255.255, 10.0.0.0/32",
    "0.0.0.0/0.0.0.0, 0.0.0.0/0",
    "default, 0.0.0.0/0",
    "fd00::/8, fd00::/8",
    "::1, ::1/128",
  })
  void networksAreReadInEveryNotationOfTheTools(String written, String printed) {
    assertEquals(printed, Cidr.of(written).toString());
    assertEquals(printed, Cidr.of(written).getText());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "/24",
        "10.0.0.0/",
        "10.0.0.0/33",
        "10.0.0.0/-1",
        "10.0.0.0/1000",
        "10.0.0.0/24/24",
        "10.0.0.0/ 24",
        "10.0.0.0/255.0.255.0",
        "10.0.0.0/0.0.0.255",
        "10.0.0.0/::",
        "fd00::/129",
        "fd00::/255.0.0.0",
        "all",
        "anywhere",
      })
  void whatIsNoNetworkIsNoneAndNoFailure(String text) {
    assertEquals(Optional.empty(), Cidr.parse(text));
    assertThrows(IllegalArgumentException.class, () -> Cidr.of(text));
  }

  /** The oracle: two addresses share a prefix if nothing is left of their difference above it. */
  @Property
  void anIpv4NetworkContainsWhatSharesItsPrefix(
      @ForAll @LongRange(max = 0xFFFF_FFFFL) long network,
      @ForAll @LongRange(max = 0xFFFF_FFFFL) long flip,
      @ForAll @IntRange(max = 32) int prefix,
      @ForAll @IntRange(max = 32) int shift) {
    long other = network ^ flip >> shift;
    boolean shares = BigInteger.valueOf(network ^ other).shiftRight(32 - prefix).signum() == 0;
    assertEquals(shares, new Cidr(new Ip(4, 0, network), prefix).contains(new Ip(4, 0, other)));
  }

  @Property
  void anIpv6NetworkContainsWhatSharesItsPrefix(
      @ForAll long high,
      @ForAll long low,
      @ForAll @IntRange(max = 127) int bit,
      @ForAll @IntRange(max = 128) int prefix) {
    BigInteger flipped = number(high, low).flipBit(127 - bit);
    Ip other = new Ip(6, flipped.shiftRight(64).longValue(), flipped.longValue());
    Cidr network = new Cidr(new Ip(6, high, low), prefix);
    assertTrue(network.contains(network.address()));
    assertEquals(bit >= prefix, network.contains(other));
  }

  private static BigInteger number(long high, long low) {
    return new BigInteger(1, ByteBuffer.allocate(16).putLong(high).putLong(low).array());
  }

  @Property
  void networksReadBackAsTheyPrint(@ForAll long high, @ForAll @IntRange(max = 128) int prefix) {
    Cidr network = new Cidr(new Ip(6, high, 0), prefix);
    assertEquals(network, Cidr.of(network.toString()));
  }

  @Property
  void aNetmaskIsItsPrefixLength(@ForAll @IntRange(max = 32) int prefix) {
    long mask = (0xFFFF_FFFF_0000_0000L >>> prefix) & 0xFFFF_FFFFL;
    assertEquals(prefix, Cidr.of("10.0.0.0/" + new Ip(4, 0, mask)).prefix());
  }

  @Test
  void neitherVersionContainsTheOther() {
    assertFalse(Cidr.of("0.0.0.0/0").contains(Ip.of("::1")));
    assertFalse(Cidr.of("::/0").contains(Ip.of("10.0.0.1")));
    assertFalse(Cidr.of("::/0").overlaps(Cidr.of("10.0.0.0/8")));
  }

  @Test
  void anOverlapIsSeenFromBothSides() {
    Cidr all = Cidr.of("10.244.0.0/16");
    Cidr part = Cidr.of("10.244.3.0/24");
    assertTrue(all.contains(part));
    assertFalse(part.contains(all));
    assertTrue(all.overlaps(part));
    assertTrue(part.overlaps(all));
    assertFalse(part.overlaps(Cidr.of("10.244.4.0/24")));
  }

  @Test
  void theNthAddressCountsFromTheNetworkNotFromTheHost() {
    assertEquals(Ip.of("10.244.1.1"), Cidr.of("10.244.1.77/24").nth(1));
    assertEquals(Ip.of("10.244.1.77"), Cidr.of("10.244.1.77/32").nth(0));
    assertEquals(Ip.of("0.0.0.9"), Cidr.of("default").nth(9));
    assertThrows(IllegalArgumentException.class, () -> Cidr.of("fd00::/8").nth(1));
  }
}
