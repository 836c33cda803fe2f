package io.coldtrace.parsers.iptables;

import java.util.Arrays;

/** Numbers that do not change, in as little memory as the largest of them allows. */
@FunctionalInterface
interface Numbers {
  long get(int index);

  static Numbers of(long[] values, int count) {
    if (isRow(values, count)) {
      long first = count == 0 ? 0 : values[0];
      return index -> first + index;
    }
    long least = Arrays.stream(values, 0, count).min().orElse(0);
    long most = Arrays.stream(values, 0, count).max().orElse(0);
    if (least >= Short.MIN_VALUE && most <= Short.MAX_VALUE) {
      short[] small = new short[count];
      for (int i = 0; i < count; i++) {
        small[i] = (short) values[i];
      }
      return index -> small[index];
    }
    if (least >= Integer.MIN_VALUE && most <= Integer.MAX_VALUE) {
      int[] medium = new int[count];
      for (int i = 0; i < count; i++) {
        medium[i] = (int) values[i];
      }
      return index -> medium[index];
    }
    long[] large = Arrays.copyOf(values, count);
    return index -> large[index];
  }

  /** Each is one more than the one before. */
  private static boolean isRow(long[] values, int count) {
    for (int i = 1; i < count; i++) {
      if (values[i] != values[0] + i) {
        return false;
      }
    }
    return true;
  }
}
