package io.ringwall.kernel;

import java.util.List;

/** Where the kernel's connection tracking sees a TCP connection (nf_conntrack_tcp.h). */
public enum TcpTracking {
  /** Nothing is known yet, or the protocol is not TCP. */
  NONE(0),
  /** A SYN went. */
  SYN_SENT(1),
  /** It was answered by a SYN-ACK. */
  SYN_RECV(2),
  /** That was acknowledged. */
  ESTABLISHED(3),
  /** One end sent its FIN. */
  FIN_WAIT(4),
  /** That was acknowledged. */
  CLOSE_WAIT(5),
  /** The other end sent its FIN, too. */
  LAST_ACK(6),
  /** That was acknowledged: the connection has ended. */
  TIME_WAIT(7),
  /** It was reset. */
  CLOSE(8),
  /** Both ends sent a SYN. */
  SYN_SENT2(9),
  /** A number that this version does not know. */
  UNKNOWN(-1);

  private static final List<TcpTracking> ALL = List.of(values());

  private final int number;

  TcpTracking(int number) {
    this.number = number;
  }

  /** The kernel's number for it. */
  int number() {
    return number;
  }

  static TcpTracking of(int number) {
    for (TcpTracking one : ALL) {
      if (one.number == number) {
        return one;
      }
    }
    return UNKNOWN;
  }
}
