package io.coldtrace.analyzer.privacy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coldtrace.facts.Cidr;
import io.coldtrace.facts.Ip;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class AddressMapTest {
  private static AddressMap map(int key) {
    Keyed keyed = new Keyed(new byte[] {(byte) key, 1});
    return new AddressMap(keyed, new MacMap(keyed));
  }

  @Provide
  Arbitrary<Ip> addresses() {
    Arbitrary<Ip> any =
        Arbitraries.longs().between(0, 0xFFFF_FFFFL).map(value -> new Ip(4, 0, value));
    Arbitrary<Ip> inside =
        Arbitraries.longs().between(0, 0xFF_FFFF).map(value -> new Ip(4, 0, 0x0A00_0000L | value));
    return Arbitraries.oneOf(any, inside);
  }

  @Property
  void whatSharesItsFirstBitsSharesAsManyAfterwards(
      @ForAll("addresses") Ip one, @ForAll("addresses") Ip two, @ForAll byte key) {
    AddressMap map = map(key);
    assertEquals(common(one, two), common(map.of(one), map.of(two)));
  }

  private static int common(Ip one, Ip two) {
    return Math.max(0, Long.numberOfLeadingZeros(one.low() ^ two.low()) - 32);
  }

  @Property
  void theHostPartsThatPeopleKnowStay(@ForAll("addresses") Ip any, @ForAll byte key) {
    AddressMap map = map(key);
    for (int part : new int[] {0, 1, 255}) {
      Ip address = new Ip(4, 0, (any.low() & ~0xFFL) | part);
      assertEquals(part, map.of(address).low() & 0xFF, address.toString());
    }
  }

  @Property
  void aBlockIsNotLeft(@ForAll("addresses") Ip address, @ForAll byte key) {
    for (String block :
        new String[] {
          "10.0.0.0/8", "100.64.0.0/10", "172.17.0.0/16", "172.31.0.0/16", "192.168.0.0/16"
        }) {
      Cidr cidr = Cidr.of(block);
      assertEquals(cidr.contains(address), cidr.contains(map(key).of(address)), block);
    }
  }

  @Test
  void whatMeansTheSameEverywhereStays() {
    for (String text :
        new String[] {
          "127.0.0.1",
          "169.254.169.254",
          "224.0.0.251",
          "255.255.240.0",
          "0.0.0.0",
          "::1",
          "ff02::1",
          "2001:db8::1",
          "192.0.2.7"
        }) {
      assertEquals(text, map(7).of(Ip.of(text)).toString());
    }
  }

  @Test
  void aNetworkKeepsItsFirstAndItsLastAddress() {
    for (int key = 0; key < 50; key++) {
      AddressMap map = map(key);
      map.keep(Cidr.of("10.96.0.0/12"));
      map.keep(Cidr.of("172.16.8.77/21"));
      assertEquals(0, map.of(Ip.of("10.96.0.0")).low() & 0xF_FFFF);
      assertEquals(0xF_FFFF, map.of(Ip.of("10.111.255.255")).low() & 0xF_FFFF);
      assertEquals(0x7FF, map.of(Ip.of("172.16.15.255")).low() & 0x7FF);
    }
  }

  @Test
  void whatLiesInARangeLiesInItsOther() {
    for (int key = 0; key < 50; key++) {
      AddressMap map = map(key);
      map.keep(Ip.of("10.1.2.10"), Ip.of("10.1.2.90"));
      long first = map.of(Ip.of("10.1.2.10")).low();
      long last = map.of(Ip.of("10.1.2.90")).low();
      for (int host = 0; host < 256; host++) {
        long other = map.of(Ip.of("10.1.2." + host)).low();
        assertEquals(host >= 10 && host <= 90, other >= first && other <= last, "." + host);
      }
    }
  }

  @Test
  void anIdentifierMadeOfAMacIsThatOfTheOtherMac() {
    Keyed keyed = new Keyed(new byte[] {3});
    MacMap macs = new MacMap(keyed);
    AddressMap map = new AddressMap(keyed, macs);
    long other = macs.of(MacMap.parse("52:54:00:12:34:56"));
    Ip address = map.of(Ip.of("fe80::5054:ff:fe12:3456"));
    assertEquals(0xFE80_0000_0000_0000L, address.high());
    assertEquals(other & 0xFF_FFFF, address.low() & 0xFF_FFFF);
    assertNotEquals(Ip.of("fe80::5054:ff:fe12:3456"), address);
  }

  @Test
  void anotherKeyGivesOtherAddresses() {
    long different =
        java.util.stream.IntStream.range(0, 100)
            .mapToObj(key -> map(key).of(Ip.of("10.20.30.44")))
            .distinct()
            .count();
    assertTrue(different > 90, different + " of 100 keys");
  }

  @Test
  void aMacKeepsItsTwoBits() {
    MacMap macs = new MacMap(new Keyed(new byte[] {1}));
    long local = macs.of(MacMap.parse("02:42:ac:11:00:02"));
    assertEquals(2, (local >>> 40) & 3);
    assertEquals(0, (macs.of(MacMap.parse("00:50:56:aa:bb:cc")) >>> 40) & 3);
    assertEquals(
        "FF:FF:FF:FF:FF:FF",
        MacMap.like("FF:FF:FF:FF:FF:FF", macs.of(MacMap.parse("FF:FF:FF:FF:FF:FF"))));
  }
}
