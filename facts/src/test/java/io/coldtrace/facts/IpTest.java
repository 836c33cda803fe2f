package io.coldtrace.facts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IpTest {
  @ParameterizedTest
  @CsvSource({
    "10.244.1.7, 10.244.1.7",
    "0.0.0.0, 0.0.0.0",
    "255.255.255.255, 255.255.255.255",
    "2001:DB8::1, 2001:db8::1",
    "2001:0db8:0000:0000:0000:0000:0000:0001, 2001:db8::1",
    "::, ::",
    "::1, ::1",
    "fe80::1%eth0, fe80::1",
    "::ffff:10.0.0.5, ::ffff:a00:5",
  })
  void addressesPrintAsPeopleWriteThem(String written, String printed) {
    assertEquals(printed, Ip.of(written).toString());
    assertEquals(printed, Ip.of(written).getText());
  }

  /** RFC 5952, section 4.2: the longest run of zeros, the first of equals, never a single one. */
  @ParameterizedTest
  @CsvSource({
    "1:0:0:2:0:0:0:3, 1:0:0:2::3",
    "1:0:0:2:3:0:0:4, 1::2:3:0:0:4",
    "1:0:2:3:4:5:6:7, 1:0:2:3:4:5:6:7",
    "0:0:1:2:3:4:5:6, ::1:2:3:4:5:6",
    "1:2:3:4:5:6:0:0, 1:2:3:4:5:6::",
  })
  void theLongestRunOfZerosIsLeftOut(String written, String printed) {
    assertEquals(printed, Ip.of(written).toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        "10.0.0",
        "10.0.0.0.0",
        "10.0.0.256",
        "10..0.1",
        "10.0.0.1 ",
        "-1.0.0.0",
        "+1.0.0.0",
        "1e1.0.0.0",
        "10.0.0.99999999999999999999",
        "10.0.0.1%eth0",
        "１０.0.0.1",
        "node-1",
        ":",
        ":::",
        "::1::",
        "1:2:3:4:5:6:7",
        "1:2:3:4:5:6:7:8:9",
        "1:2:3:4:5:6:7:8::",
        ":1:2:3:4:5:6:7",
        "12345::",
        "g::",
        "::1.2.3",
        "::1.2.3.4.5",
        "1.2.3.4::",
        "1.2.3.4::1",
        "1:2:3:4:5:6:7:1.2.3.4",
        "10.0.0.1:80",
        "[::1]",
      })
  void whatIsNoAddressIsNoneAndNoFailure(String text) {
    assertEquals(Optional.empty(), Ip.parse(text));
    assertThrows(IllegalArgumentException.class, () -> Ip.of(text));
  }

  @Property
  void everyIpv4AddressReadsBackAsItPrints(@ForAll @LongRange(max = 0xFFFF_FFFFL) long bits) {
    Ip ip = new Ip(4, 0, bits);
    assertEquals(ip, Ip.of(ip.toString()));
  }

  @Property
  void everyIpv6AddressReadsBackAsItPrints(@ForAll long high, @ForAll long low) {
    Ip ip = new Ip(6, high, low);
    assertEquals(ip, Ip.of(ip.toString()));
  }

  /** Sixteen bytes with many zeros among them, so that runs of zeros are met. */
  @Property
  void theJdkReadsTheSameAddress(@ForAll @Size(8) List<@LongRange(max = 2) Long> groups)
      throws UnknownHostException {
    long high = 0;
    long low = 0;
    for (int i = 0; i < 4; i++) {
      high = high << 16 | groups.get(i) * 0x0bcd;
      low = low << 16 | groups.get(i + 4) * 0x0bcd;
    }
    Ip ip = new Ip(6, high, low);
    byte[] expected = java.nio.ByteBuffer.allocate(16).putLong(high).putLong(low).array();
    // The colon makes it a literal: nothing is looked up.
    assertTrue(Arrays.equals(expected, InetAddress.getByName(ip.toString()).getAddress()));
  }

  @Property(tries = 3000)
  void noTextIsReadThatTheJdkRefuses(
      @ForAll @StringLength(max = 14) @Chars({'1', '0', ':', '.', '%'}) String text) {
    String address = "1:" + text;
    boolean read = Ip.parse(address).isPresent();
    boolean jdkReads = true;
    try {
      InetAddress.getByName(address);
    } catch (UnknownHostException e) {
      jdkReads = false;
    }
    // A zone that is no interface of this machine is refused by the JDK alone.
    assertTrue(!read || jdkReads || address.contains("%"), address);
  }

  @Property
  void theOrderIsThatOfUnsignedNumbers(
      @ForAll @LongRange(max = 0xFFFF_FFFFL) long a,
      @ForAll @LongRange(max = 0xFFFF_FFFFL) long b) {
    assertEquals(Long.compare(a, b), new Ip(4, 0, a).compareTo(new Ip(4, 0, b)));
    assertEquals(Long.compareUnsigned(-1 - a, -1 - b), six(-1 - a).compareTo(six(-1 - b)));
    assertTrue(new Ip(4, 0, a).compareTo(six(b)) < 0, "IPv4 comes first");
  }

  private static Ip six(long low) {
    return new Ip(6, 0, low);
  }

  @Test
  void anIpv4AddressHasNoMoreThan32Bits() {
    assertThrows(IllegalArgumentException.class, () -> new Ip(4, 1, 0));
    assertThrows(IllegalArgumentException.class, () -> new Ip(4, 0, 1L << 32));
    assertThrows(IllegalArgumentException.class, () -> new Ip(5, 0, 0));
  }
}
