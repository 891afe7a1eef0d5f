package io.ringwall.kernel;

import java.net.InetAddress;
import java.time.Instant;
import java.util.List;

/**
 * Is told what {@link ProcessTracking} sees, in its order. Times are of the host's clock, as the
 * kernel took them.
 */
public interface ProcessListener {
  /** A process started a program. */
  void started(SeenProcess process, Instant time);

  /**
   * A process ended, all its threads.
   *
   * @param hostPid its number on the host
   * @param status as wait(2) gives it: the signal in the lowest seven bits, else the code in the
   *     second byte
   */
  void ended(int hostPid, int status, Instant time);

  /**
   * A process begins to connect a TCP socket. Which port it connects from is told by the next
   * change of that socket.
   *
   * @param socket names the socket until it is closed
   * @param ofThisNetwork is the socket in the network namespace that this JVM is in, and not in one
   *     of a container's own
   * @param to whom, before any translation of addresses
   */
  void connects(
      long socket,
      SeenProcess process,
      boolean ofThisNetwork,
      InetAddress to,
      int port,
      Instant time);

  /**
   * A connection was made to a process of a container that is in the network namespace that this
   * JVM is in. Told of sockets whose control group, or one around it, has a name of 64 bytes or
   * more, as runtimes give them to containers.
   *
   * @param socket names the socket until it is closed
   * @param groups names of the listener's control group and of those around it, six at most, the
   *     innermost first
   * @param from who began it
   * @param fromPort the port it came from
   * @param to the address of this end, after any translation
   * @param port its port
   */
  void accepted(
      long socket,
      List<String> groups,
      InetAddress from,
      int fromPort,
      InetAddress to,
      int port,
      Instant time);

  /** What became of a socket. */
  enum Change {
    /** Nobody answered for a second; told again each time the kernel tries again. */
    UNANSWERED,
    /** It is connected. */
    CONNECTED,
    /** It was refused, or the kernel gave up, before it was connected. */
    FAILED,
    /** It is closed. */
    CLOSED
  }

  /**
   * A socket changed, perhaps one that was connected before anybody listened, or by the other side.
   *
   * @param socket names the socket
   * @param from address of its own end
   * @param port of its own end
   * @param received bytes that came, and one more for the other side's end of them
   */
  void changed(long socket, Change change, InetAddress from, int port, long received, Instant time);
}
