package io.ringwall.engine.identity;

import io.ringwall.sdk.event.DnsAnswer;
import io.ringwall.sdk.event.DnsExchange;
import io.ringwall.sdk.event.IpAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Which names each client resolved to which addresses, with history. A client is a container by its
 * id, whichever of its addresses it asks from, or an address that no container is known to hold.
 * One thread writes, any thread reads as of an order. What is forgotten leaves memory only when
 * nobody in flight can ask for it.
 */
final class NameTable {
  /** The route keeps fewer events than this between dispatch and the end of judgement. */
  static final long IN_FLIGHT = 1L << 20;

  /** Names of one address that are told at most. */
  private static final int NAMES = 16;

  /** Latest answers for one address that are looked through for them. */
  private static final int ANSWERS = 64;

  private final ConcurrentHashMap<Asker, Client> clients = new ConcurrentHashMap<>();
  private final LinkedHashMap<Asker, Client> byUse = new LinkedHashMap<>(16, 0.75f, true);
  private final ArrayDeque<Leaving> leaving = new ArrayDeque<>();
  private final int clientsMax;
  private final int targetsMax;
  private final LongAdder evicted = new LongAdder();

  NameTable(int clientsMax, int targetsMax) {
    this.clientsMax = clientsMax;
    this.targetsMax = targetsMax;
  }

  /** Something forgotten at an order, to be removed when that is far behind. */
  private record Leaving(long order, Asker client, @Nullable IpAddress target) {}

  /** An answer, or, without a name, the moment at which all earlier ones were forgotten. */
  private record Taught(@Nullable String name, long order, @Nullable Taught earlier) {}

  private static final class Target {
    private volatile @Nullable Taught latest;
    private int length;
    private int cutAt = 4 * ANSWERS;
  }

  private static final class Client {
    private final ConcurrentHashMap<IpAddress, Target> targets = new ConcurrentHashMap<>();
    private final LinkedHashMap<IpAddress, Target> byUse = new LinkedHashMap<>(16, 0.75f, true);
    private volatile @Nullable Taught forgotten;
  }

  /** Addresses that were forgotten for want of room. */
  long evicted() {
    return evicted.sum();
  }

  /** Remembers what this answer tells whoever asked; dispatcher only. */
  void learn(DnsExchange exchange, Asker asker, long order) {
    cleanUp(order);
    String asked = exchange.query();
    boolean refused = exchange.responseCode() != null && !"NOERROR".equals(exchange.responseCode());
    if (asked.isEmpty() || refused || exchange.responder().address().isMulticast()) {
      return;
    }
    Set<String> owners = aliases(asked, exchange.answers());
    for (DnsAnswer answer : exchange.answers()) {
      boolean isAddress = answer.type().equals("A") || answer.type().equals("AAAA");
      if (isAddress && owners.contains(answer.name())) {
        address(answer.data()).ifPresent(target -> teach(asker, target, asked, order));
      }
    }
  }

  /** The asked name and all that the answer's CNAMEs lead to from it. */
  private static Set<String> aliases(String asked, List<DnsAnswer> answers) {
    Set<String> owners = new HashSet<>();
    owners.add(asked);
    int before;
    do {
      before = owners.size();
      for (DnsAnswer answer : answers) {
        if (answer.type().equals("CNAME") && owners.contains(answer.name())) {
          owners.add(answer.data());
        }
      }
    } while (owners.size() > before);
    return owners;
  }

  private static java.util.Optional<IpAddress> address(String text) {
    try {
      IpAddress address = IpAddress.parse(text);
      return address.isUnspecified() ? java.util.Optional.empty() : java.util.Optional.of(address);
    } catch (IllegalArgumentException e) {
      return java.util.Optional.empty();
    }
  }

  private void teach(Asker from, IpAddress to, String name, long order) {
    Client client = byUse.get(from);
    if (client == null) {
      // One that is leaving may still be read by others; it comes back with its history.
      client = clients.computeIfAbsent(from, _ -> new Client());
      byUse.put(from, client);
      if (byUse.size() > clientsMax) {
        evictClient(order);
      }
    }
    Target target = client.byUse.get(to);
    if (target == null) {
      target = client.targets.computeIfAbsent(to, _ -> new Target());
      client.byUse.put(to, target);
      if (client.byUse.size() > targetsMax) {
        evictTarget(from, client, order);
      }
    }
    Taught latest = target.latest;
    boolean known = latest != null && name.equals(latest.name) && !gone(client, latest.order);
    if (!known) {
      prepend(target, name, order);
    }
  }

  private static boolean gone(Client client, long order) {
    Taught forgotten = client.forgotten;
    return forgotten != null && forgotten.order > order;
  }

  private static void prepend(Target target, @Nullable String name, long order) {
    target.latest = new Taught(name, order, target.latest);
    target.length++;
    if (target.length > target.cutAt) {
      cut(target, order);
    }
  }

  /** Drops answers that no reader in flight looks at; leaves room to do so rarely. */
  private static void cut(Target target, long order) {
    List<Taught> kept = new ArrayList<>();
    int beyond = 0;
    for (Taught at = target.latest; at != null && beyond < ANSWERS; at = at.earlier) {
      kept.add(at);
      if (at.order <= order - IN_FLIGHT) {
        beyond++;
      }
    }
    Taught chain = null;
    for (Taught at : kept.reversed()) {
      chain = new Taught(at.name, at.order, chain);
    }
    target.latest = chain;
    target.length = kept.size();
    target.cutAt = Math.max(4 * ANSWERS, 2 * kept.size());
  }

  private void evictClient(long order) {
    Map.Entry<Asker, Client> oldest = byUse.pollFirstEntry();
    evicted.add(oldest.getValue().byUse.size());
    oldest.getValue().byUse.clear();
    oldest.getValue().forgotten = new Taught(null, order, oldest.getValue().forgotten);
    leaving.add(new Leaving(order, oldest.getKey(), null));
  }

  private void evictTarget(Asker from, Client client, long order) {
    Map.Entry<IpAddress, Target> oldest = client.byUse.pollFirstEntry();
    evicted.increment();
    prepend(oldest.getValue(), null, order);
    leaving.add(new Leaving(order, from, oldest.getKey()));
  }

  /**
   * Forgets what was resolved: the container ended, or somebody held the address. Dispatcher only.
   */
  void forget(Asker asker, long order) {
    Client client = byUse.remove(asker);
    if (client != null) {
      client.byUse.clear();
      client.forgotten = new Taught(null, order, client.forgotten);
      leaving.add(new Leaving(order, asker, null));
    }
  }

  private void cleanUp(long order) {
    while (!leaving.isEmpty() && leaving.peek().order <= order - IN_FLIGHT) {
      Leaving left = leaving.remove();
      Client client = clients.get(left.client);
      if (client == null) {
        continue;
      }
      if (left.target != null) {
        if (!client.byUse.containsKey(left.target)) {
          client.targets.remove(left.target);
        }
      } else if (!byUse.containsKey(left.client)) {
        clients.remove(left.client);
      } else {
        client.targets.entrySet().removeIf(entry -> isLeft(client, entry, left.order));
        client.forgotten = since(client.forgotten, left.order);
      }
    }
  }

  private static boolean isLeft(Client client, Map.Entry<IpAddress, Target> entry, long order) {
    Taught latest = entry.getValue().latest;
    return !client.byUse.containsKey(entry.getKey()) && latest != null && latest.order <= order;
  }

  private static @Nullable Taught since(@Nullable Taught chain, long order) {
    return chain == null || chain.order < order
        ? null
        : new Taught(null, chain.order, since(chain.earlier, order));
  }

  /**
   * Names that the client had resolved to the target by then, latest first.
   *
   * @param container the container that asks, or null where none is known
   * @param address the address that it asks from, for what it resolved before it was known
   */
  List<String> names(@Nullable String container, IpAddress address, IpAddress to, long order) {
    List<Taught> answers = new ArrayList<>(2);
    if (container != null) {
      collect(Asker.container(container), to, order, answers);
    }
    int ofContainer = answers.size();
    collect(Asker.address(address), to, order, answers);
    if (answers.isEmpty()) {
      return List.of();
    }
    if (ofContainer > 0 && ofContainer < answers.size()) {
      answers.sort(Comparator.comparingLong((Taught answer) -> answer.order).reversed());
    }
    List<String> names = new ArrayList<>(2);
    for (Taught answer : answers) {
      if (answer.name != null && names.size() < NAMES && !names.contains(answer.name)) {
        names.add(answer.name);
      }
    }
    return List.copyOf(names);
  }

  private void collect(Asker from, IpAddress to, long order, List<Taught> answers) {
    Client client = clients.get(from);
    Target target = client == null ? null : client.targets.get(to);
    if (client == null || target == null) {
      return;
    }
    long floor = floor(client, order);
    int count = 0;
    for (Taught at = target.latest; at != null && count < ANSWERS; at = at.earlier) {
      if (at.order > order) {
        continue;
      }
      if (at.order < floor || at.name == null) {
        break;
      }
      answers.add(at);
      count++;
    }
  }

  private static long floor(Client client, long order) {
    for (Taught at = client.forgotten; at != null; at = at.earlier) {
      if (at.order <= order) {
        return at.order;
      }
    }
    return Long.MIN_VALUE;
  }
}
