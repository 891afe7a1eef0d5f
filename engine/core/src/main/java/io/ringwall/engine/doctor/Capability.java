package io.ringwall.engine.doctor;

import java.util.List;
import java.util.Locale;

/** A capability of Linux that something here needs, by its number in capability.h. */
enum Capability {
  CAP_NET_RAW(13, "packets of container networks cannot be read"),
  CAP_NET_ADMIN(12, "connections that the kernel tracks cannot be followed"),
  CAP_SYS_PTRACE(19, "the process behind a connection is not seen where another user runs it"),
  CAP_BPF(39, "programs in the kernel (eBPF) cannot be loaded"),
  CAP_PERFMON(38, "programs in the kernel (eBPF) cannot be bound to what happens in it"),
  CAP_SYS_ADMIN(21, "the kernel does not ask before a file is opened (fanotify)");

  private final int number;
  private final String without;

  Capability(int number, String without) {
    this.number = number;
    this.without = without;
  }

  /** What cannot be done without it. */
  String without() {
    return without;
  }

  /**
   * Is it among these, as /proc/self/status prints them; CAP_SYS_ADMIN stands for its later parts.
   */
  boolean isIn(long effective) {
    return has(effective, number)
        || List.of(CAP_BPF, CAP_PERFMON).contains(this) && has(effective, CAP_SYS_ADMIN.number);
  }

  private static boolean has(long effective, int number) {
    return (effective >>> number & 1) == 1;
  }

  /** As setpriv(1) calls it. */
  String shortName() {
    return name().substring("CAP_".length()).toLowerCase(Locale.ROOT);
  }
}
