package io.coldtrace.analyzer.mutation;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A fault, or something that looks like one, that can be written into the text of a healthy node,
 * and made on the node itself.
 *
 * @param expected the id that the first diagnosis must have; empty if it breaks nothing
 * @param write changes the text; gives the shell line that does the same on the node; empty if the
 *     node is not one that can have it
 */
record Mutation(String name, String expected, Function<Victim, Optional<String>> write) {
  /** All of them, by name. */
  static List<Mutation> all() {
    return List.of(
        new Mutation("blackhole", "leftover-blackhole-route", Mutations::blackhole),
        new Mutation("fdb-missing", "flannel-fdb-wrong", Mutations::fdbMissing),
        new Mutation("fdb-wrong", "flannel-fdb-wrong", Mutations::fdbWrong),
        new Mutation("forward-reject", "forward-reject-above-accept", Mutations::forwardReject),
        new Mutation("forwarding-off", "ip-forward-disabled", Mutations::forwardingOff),
        new Mutation("iface-forwarding-off", "iface-forwarding-disabled", Mutations::ifaceOff),
        new Mutation("input-drop", "input-blocks-vxlan", Mutations::inputDrop),
        new Mutation("mangle-drop", "other-hook-drop", Mutations::mangleDrop),
        new Mutation("neighbor-missing", "flannel-neigh-wrong", Mutations::neighborMissing),
        new Mutation("neighbor-wrong", "flannel-neigh-wrong", Mutations::neighborWrong),
        new Mutation("output-drop", "output-drop", Mutations::outputDrop),
        new Mutation("pods-to-node", "input-blocks-pods-to-node", Mutations::podsToNode),
        new Mutation("raw-drop", "other-hook-drop", Mutations::rawDrop),
        new Mutation("route-missing", "flannel-route-missing", Mutations::routeMissing),
        new Mutation("harmless-blackhole", "", Harmless::blackhole),
        new Mutation("harmless-counter", "", Harmless::counter),
        new Mutation("harmless-fdb-entry", "", Harmless::fdbEntry),
        new Mutation("harmless-forward-rule", "", Harmless::forwardRule),
        new Mutation("harmless-input-drop", "", Harmless::inputDrop),
        new Mutation("harmless-loose-check", "", Harmless::looseCheck),
        new Mutation("harmless-raw-drop", "", Harmless::rawDrop));
  }
}
