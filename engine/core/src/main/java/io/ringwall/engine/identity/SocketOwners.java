package io.ringwall.engine.identity;

import io.ringwall.sdk.event.Endpoint;
import io.ringwall.sdk.event.IpAddress;
import io.ringwall.sdk.event.Workload;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Which container a TCP socket belongs to, where its address does not tell: containers that share
 * the host's network have its addresses, and one that lived for some milliseconds is gone before
 * anybody can ask for its own. Only who sees the socket's process can tell then. One thread, the
 * dispatcher, writes; any thread reads as of an order.
 */
final class SocketOwners {
  /**
   * For how long after its beginning it is only a guess that a connection is the host's own, while
   * nobody has told: of one that nobody answers, its process is told after a second.
   */
  static final Duration GUESSED = Duration.ofSeconds(3);

  /** How far two sources may be apart on when a connection began. */
  private static final Duration APART = Duration.ofSeconds(2);

  private static final long NEVER = Long.MAX_VALUE;
  private static final int WORDS_MAX = 65_536;
  private static final int WORDS_OF_ONE = 4;
  private static final int UNKNOWN_MAX = 1_024;
  private static final Word[] NONE = {};
  private static final Sharing[] NOBODY = {};

  private final ConcurrentHashMap<Socket, Word[]> words = new ConcurrentHashMap<>();
  private final Deque<Socket> told = new ArrayDeque<>();
  private final Deque<Unknown> unknown = new ArrayDeque<>();
  private volatile Sharing[] sharing = NOBODY;
  private volatile long firstWord = NEVER;
  private volatile long inventory = NEVER;
  private long news;

  /** Of a connection that was accepted, the listener's port alone does not tell it from others. */
  private record Socket(IpAddress address, int port, @Nullable IpAddress peer, int peerPort) {
    static Socket of(Endpoint end, @Nullable Endpoint peer) {
      return new Socket(
          end.address(),
          end.port(),
          peer == null ? null : peer.address(),
          peer == null ? 0 : peer.port());
    }
  }

  /**
   * Whose a connection is.
   *
   * @param containerId the container's id; null where its process is in none
   * @param member the container, as soon as it is known
   */
  record Word(
      long order, Instant begun, @Nullable String containerId, @Nullable KnownWorkload member) {
    private boolean isOf(Instant other) {
      return Duration.between(begun, other).abs().compareTo(APART) <= 0;
    }

    private boolean says(@Nullable String id, Instant other) {
      return Objects.equals(containerId, id) && isOf(other);
    }
  }

  private record Unknown(Socket socket, Word word) {}

  private record Sharing(String containerId, long from, long until) {
    boolean lasts() {
      return until == NEVER;
    }
  }

  /** Is it a container of which its source knew nothing but the id. */
  static boolean isStub(Workload told) {
    return told.image() == null && told.name().equals(told.containerId());
  }

  /** A container shares the host's network from this order on. Dispatcher only. */
  void shares(String containerId, long order) {
    for (Sharing known : sharing) {
      if (known.lasts() && known.containerId.equals(containerId)) {
        return;
      }
    }
    Sharing[] before = lasting(order);
    Sharing[] more = Arrays.copyOf(before, before.length + 1);
    more[before.length] = new Sharing(containerId, order, NEVER);
    sharing = more;
  }

  /** It has ended. Dispatcher only. */
  void ended(String containerId, long order) {
    if (sharing.length == 0) {
      return;
    }
    Sharing[] all = lasting(order);
    for (int i = 0; i < all.length; i++) {
      if (all[i].lasts() && all[i].containerId.equals(containerId)) {
        all[i] = new Sharing(containerId, all[i].from, order);
      }
    }
    sharing = all;
  }

  /** Those that an event in flight may still ask for. */
  private Sharing[] lasting(long order) {
    return Arrays.stream(sharing)
        .filter(one -> one.until > order - NameTable.IN_FLIGHT)
        .toArray(Sharing[]::new);
  }

  /** An inventory told of a container. Dispatcher only. */
  void known(KnownWorkload member, long order) {
    if (member.workload().image() == null) {
      return;
    }
    if (inventory == NEVER) {
      inventory = order;
    }
    String id = member.workload().containerId();
    unknown.removeIf(one -> {
      Word word = one.word;
      boolean now = id.equals(word.containerId);
      if (now) {
        add(one.socket, new Word(order, word.begun, id, member));
      }
      return now;
    });
  }

  /** Somebody sees the processes of sockets. Dispatcher only. */
  void seesProcesses(long order) {
    if (firstWord == NEVER) {
      firstWord = order;
    }
  }

  /**
   * Whose this end of a connection is. Dispatcher only.
   *
   * @param peer the other end where that one began; null at the end of who began
   */
  void tell(
      Endpoint end,
      @Nullable Endpoint peer,
      Instant begun,
      @Nullable String containerId,
      @Nullable KnownWorkload member,
      long order) {
    Socket socket = Socket.of(end, peer);
    Word[] before = words.getOrDefault(socket, NONE);
    if (before.length > 0 && before[before.length - 1].says(containerId, begun)) {
      return;
    }
    Word word = new Word(order, begun, containerId, member);
    add(socket, word);
    if (containerId != null && member == null) {
      unknown.add(new Unknown(socket, word));
      if (unknown.size() > UNKNOWN_MAX) {
        unknown.remove();
      }
    }
  }

  private void add(Socket socket, Word word) {
    news++;
    Word[] before = words.getOrDefault(socket, NONE);
    int from = Math.max(0, before.length - WORDS_OF_ONE + 1);
    Word[] after = Arrays.copyOfRange(before, from, before.length + 1);
    after[after.length - 1] = word;
    words.put(socket, after);
    if (before.length == 0) {
      told.add(socket);
      if (told.size() > WORDS_MAX) {
        words.remove(told.remove());
      }
    }
  }

  /** How often something was told. Dispatcher only. */
  long news() {
    return news;
  }

  /** Does nothing have to be asked here, since no container shares the network. */
  boolean idle() {
    return sharing.length == 0 && words.isEmpty();
  }

  /** What was told of this end of a connection by this order, or null. */
  @Nullable Word find(Endpoint end, @Nullable Endpoint peer, Instant begun, long order) {
    Word[] known = words.get(Socket.of(end, peer));
    if (known == null) {
      return null;
    }
    for (int i = known.length - 1; i >= 0; i--) {
      if (known[i].order <= order && known[i].isOf(begun)) {
        return known[i];
      }
    }
    return null;
  }

  /**
   * What was told by this order of the end that accepted a connection on which something happened
   * at this time, however long after its beginning; or null. At the other end, a port may have been
   * given to somebody else meanwhile.
   */
  @Nullable Word findAccepted(Endpoint end, Endpoint peer, Instant time, long order) {
    Word[] known = words.getOrDefault(Socket.of(end, peer), NONE);
    for (int i = known.length - 1; i >= 0; i--) {
      if (known[i].order <= order && !known[i].begun.isAfter(time.plus(APART))) {
        return known[i];
      }
    }
    return null;
  }

  /** Will it be told, for all that is known by this order, whose a new connection is. */
  boolean awaited(long order) {
    if (firstWord == NEVER || firstWord > order) {
      return false;
    }
    for (Sharing one : sharing) {
      if (one.from <= order && (one.lasts() || order < one.until)) {
        return true;
      }
    }
    return false;
  }

  /** Has an inventory told of any container. */
  boolean isInventoried() {
    return inventory != NEVER;
  }

  /** Will it be told whose this is: the container is yet unknown to an inventory that there is. */
  boolean awaited(@Nullable Word word, long order) {
    return word != null
        && word.containerId != null
        && word.member == null
        && inventory != NEVER
        && inventory <= order;
  }
}
