package io.coldtrace.parsers.tcpdump;

/**
 * One layer of a packet: {@code IP 10.0.0.5.36830 > 10.0.0.6.8472: OTV, ... instance 1}.
 *
 * @param time seconds; -1 if it has no stamp
 * @param vni of the tunnel that it carries; -1 if it carries none
 * @param header the fields of the IP header that {@code -v} adds; empty if not printed
 * @param summary what stands after the addresses, as printed
 */
record Layer(
    double time,
    String device,
    String direction,
    Endpoint sender,
    Endpoint receiver,
    int vni,
    String header,
    String summary) {}
