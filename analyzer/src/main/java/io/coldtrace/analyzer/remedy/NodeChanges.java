package io.coldtrace.analyzer.remedy;

import io.coldtrace.analyzer.derive.FirewallRules;
import io.coldtrace.facts.Fact;
import io.coldtrace.facts.Source;
import io.coldtrace.facts.kernel.Sysctl;
import io.coldtrace.facts.netfilter.NftChain;
import io.coldtrace.facts.netfilter.NftRule;
import io.coldtrace.facts.network.FdbEntry;
import io.coldtrace.facts.network.InterfaceAddress;
import io.coldtrace.facts.network.Link;
import io.coldtrace.facts.network.Neighbor;
import io.coldtrace.facts.network.Route;
import io.coldtrace.facts.network.RoutingRule;
import io.coldtrace.parsers.command.NodeCommand;
import io.coldtrace.parsers.command.NodeCommand.AddressEdit;
import io.coldtrace.parsers.command.NodeCommand.Edit;
import io.coldtrace.parsers.command.NodeCommand.FdbEdit;
import io.coldtrace.parsers.command.NodeCommand.FirewallStop;
import io.coldtrace.parsers.command.NodeCommand.IptablesEdit;
import io.coldtrace.parsers.command.NodeCommand.IptablesPolicy;
import io.coldtrace.parsers.command.NodeCommand.LinkAddition;
import io.coldtrace.parsers.command.NodeCommand.LinkChange;
import io.coldtrace.parsers.command.NodeCommand.LinkDeletion;
import io.coldtrace.parsers.command.NodeCommand.NeighborEdit;
import io.coldtrace.parsers.command.NodeCommand.NftAddition;
import io.coldtrace.parsers.command.NodeCommand.NftTableDeletion;
import io.coldtrace.parsers.command.NodeCommand.NoChange;
import io.coldtrace.parsers.command.NodeCommand.RouteEdit;
import io.coldtrace.parsers.command.NodeCommand.RoutingRuleEdit;
import io.coldtrace.parsers.command.NodeCommand.SysctlWrite;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** A node's facts after a command was run there: what the same listings would tell then. */
final class NodeChanges {
  private final String node;
  private final List<Fact> facts;

  /** Of the facts of that node alone. */
  NodeChanges(String node, List<Fact> facts) {
    this.node = node;
    this.facts = facts;
  }

  /** Empty if it has nothing to work on there, or its effect is not known. */
  Optional<List<Fact>> after(NodeCommand command) {
    Source source = new Source(node, ChangedFacts.FILE, 0);
    if (command instanceof SysctlWrite write) {
      return Optional.of(written(write));
    } else if (command instanceof IptablesEdit edit) {
      return IptablesEdits.edited(facts, node, edit);
    } else if (command instanceof IptablesPolicy policy) {
      return IptablesEdits.withPolicy(facts, node, policy);
    } else if (command instanceof NftAddition addition) {
      return added(addition);
    } else if (command instanceof NftTableDeletion deletion) {
      return without(fact -> isOfTable(fact, deletion.family(), deletion.table()));
    } else if (command instanceof RouteEdit edit) {
      BiPredicate<Route, Route> same =
          edit.edit() == Edit.REPLACE ? NodeChanges::sameKey : NodeChanges::same;
      return edited(edit.edit(), at(source, edit.route()), Route.class, same);
    } else if (command instanceof NeighborEdit edit) {
      return edited(edit.edit(), at(source, edit.neighbor()), Neighbor.class, NodeChanges::same);
    } else if (command instanceof FdbEdit edit) {
      return edited(edit.edit(), at(source, edit.entry()), FdbEntry.class, NodeChanges::same);
    } else if (command instanceof AddressEdit edit) {
      return edited(
              edit.edit(),
              at(source, edit.address()),
              InterfaceAddress.class,
              (a, b) -> a.device().equals(b.device()) && a.address().equals(b.address()))
          .map(after -> ConnectedRoutes.after(after, node, edit));
    } else if (command instanceof RoutingRuleEdit edit) {
      return edited(
          edit.edit(),
          at(source, edit.rule()),
          RoutingRule.class,
          (a, b) -> a.selector().equals(b.selector()) && a.action().equals(b.action()));
    } else if (command instanceof LinkChange change) {
      return relinked(change);
    } else if (command instanceof LinkAddition addition) {
      return made(addition.link());
    } else if (command instanceof LinkDeletion deletion) {
      return without(fact -> Links.isOf(fact, deletion.device()));
    } else if (command instanceof FirewallStop stop) {
      return Optional.of(FirewallRules.without(facts, node, stop.product()));
    }
    return command instanceof NoChange ? Optional.of(facts) : Optional.empty();
  }

  private Optional<List<Fact>> without(Predicate<Fact> gone) {
    List<Fact> left = facts.stream().filter(gone.negate()).toList();
    return left.size() == facts.size() ? Optional.empty() : Optional.of(left);
  }

  /**
   * Writing ip_forward or conf/all/forwarding sets the forwarding of every interface (Linux,
   * ip-sysctl.rst).
   */
  private List<Fact> written(SysctlWrite write) {
    boolean all =
        Set.of("net.ipv4.ip_forward", "net.ipv4.conf.all.forwarding").contains(write.key());
    Predicate<String> hit =
        key ->
            key.equals(write.key())
                || (all
                    && (key.equals("net.ipv4.ip_forward")
                        || key.matches("net\\.ipv4\\.conf\\..+\\.forwarding")));
    List<Fact> after = new ArrayList<>();
    boolean known = false;
    for (Fact fact : facts) {
      if (fact instanceof Sysctl sysctl && hit.test(sysctl.key())) {
        known |= sysctl.key().equals(write.key());
        after.add(new Sysctl(sysctl.source(), sysctl.key(), write.value()));
      } else {
        after.add(fact);
      }
    }
    if (!known) {
      after.add(new Sysctl(new Source(node, ChangedFacts.FILE, 0), write.key(), write.value()));
    }
    return after;
  }

  private Optional<List<Fact>> added(NftAddition addition) {
    NftRule rule = addition.rule();
    boolean chain =
        facts.stream()
            .anyMatch(
                fact ->
                    fact instanceof NftChain each
                        && each.family().equals(rule.family())
                        && each.table().equals(rule.table())
                        && each.name().equals(rule.chain()));
    if (!chain) {
      return Optional.empty();
    }
    Predicate<Fact> sameChain =
        fact ->
            fact instanceof NftRule each
                && each.family().equals(rule.family())
                && each.table().equals(rule.table())
                && each.chain().equals(rule.chain());
    List<Fact> after = new ArrayList<>();
    int last = -1;
    for (Fact fact : facts) {
      if (sameChain.test(fact)) {
        if (last < 0 && addition.position() == 1) {
          after.add(placed(rule, 1));
        }
        last = Math.max(last, 0) + 1;
        after.add(
            addition.position() == 1
                ? moved((NftRule) fact, ((NftRule) fact).position() + 1)
                : fact);
      } else {
        after.add(fact);
      }
    }
    if (last < 0 || addition.position() == 0) {
      after.add(placed(rule, Math.max(last, 0) + 1));
    }
    return Optional.of(after);
  }

  private NftRule placed(NftRule rule, int position) {
    return copy(rule, new Source(node, ChangedFacts.FILE, 0), position);
  }

  private static NftRule moved(NftRule rule, int position) {
    return copy(rule, rule.source(), position);
  }

  private static NftRule copy(NftRule rule, Source source, int position) {
    return new NftRule(
        source,
        rule.family(),
        rule.table(),
        rule.chain(),
        position,
        rule.matches(),
        rule.statements(),
        rule.verdict(),
        rule.verdictArgument(),
        rule.text());
  }

  private static boolean isOfTable(Fact fact, String family, String table) {
    return (fact instanceof NftChain chain
            && chain.family().equals(family)
            && chain.table().equals(table))
        || (fact instanceof NftRule rule
            && rule.family().equals(family)
            && rule.table().equals(table));
  }

  private <T extends Fact> Optional<List<Fact>> edited(
      Edit edit, T fact, Class<T> type, BiPredicate<T, T> same) {
    Predicate<Fact> old = each -> type.isInstance(each) && same.test(type.cast(each), fact);
    if (edit == Edit.DELETE) {
      return without(old);
    }
    List<Fact> after = new ArrayList<>();
    facts.stream().filter(each -> edit == Edit.ADD || !old.test(each)).forEach(after::add);
    after.add(fact);
    return Optional.of(after);
  }

  /** The kernel's key of a route, as far as a deletion names it. */
  private static boolean same(Route old, Route named) {
    return old.destination().equals(named.destination())
        && old.table().equals(named.table())
        && (named.device().isEmpty() || old.device().equals(named.device()))
        && (named.gateway().isEmpty() || old.gateway().equals(named.gateway()))
        && (named.metric() == 0 || old.metric() == named.metric())
        && (named.type().equals("unicast") || old.type().equals(named.type()));
  }

  /**
   * What the kernel keeps one route of, wherever it leads: {@code ip route replace} changes that.
   */
  private static boolean sameKey(Route old, Route named) {
    return old.destination().equals(named.destination())
        && old.table().equals(named.table())
        && old.metric() == named.metric();
  }

  private static boolean same(Neighbor old, Neighbor named) {
    return old.address().equals(named.address()) && old.device().equals(named.device());
  }

  private static boolean same(FdbEntry old, FdbEntry named) {
    return old.mac().equalsIgnoreCase(named.mac()) && old.device().equals(named.device());
  }

  private static Route at(Source source, Route route) {
    return new Route(
        source,
        route.type(),
        route.table(),
        route.destination(),
        route.gateway(),
        route.device(),
        route.preferredSource(),
        route.metric(),
        route.protocol(),
        route.scope(),
        route.flags());
  }

  private static Neighbor at(Source source, Neighbor entry) {
    return new Neighbor(source, entry.address(), entry.device(), entry.mac(), entry.state());
  }

  private static FdbEntry at(Source source, FdbEntry entry) {
    return new FdbEntry(
        source,
        entry.mac(),
        entry.device(),
        entry.destination(),
        entry.master(),
        entry.vlan(),
        entry.flags());
  }

  private static InterfaceAddress at(Source source, InterfaceAddress address) {
    return new InterfaceAddress(
        source,
        address.device(),
        address.address(),
        address.scope(),
        address.label(),
        address.secondary());
  }

  private static RoutingRule at(Source source, RoutingRule rule) {
    return new RoutingRule(source, rule.priority(), rule.selector(), rule.action());
  }

  private Optional<List<Fact>> relinked(LinkChange change) {
    return replaced(
        fact -> fact instanceof Link link && link.name().equals(change.device()),
        fact -> Links.changed((Link) fact, change));
  }

  private Optional<List<Fact>> made(Link link) {
    boolean taken =
        facts.stream()
            .anyMatch(fact -> fact instanceof Link other && other.name().equals(link.name()));
    if (taken) {
      return Optional.empty();
    }
    List<Fact> after = new ArrayList<>(facts);
    after.add(Links.on(node, link));
    return Optional.of(after);
  }

  private Optional<List<Fact>> replaced(Predicate<Fact> which, UnaryOperator<Fact> how) {
    return facts.stream().noneMatch(which)
        ? Optional.empty()
        : Optional.of(
            facts.stream().map(fact -> which.test(fact) ? how.apply(fact) : fact).toList());
  }
}
