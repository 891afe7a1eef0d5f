package io.ringwall.app.command;

import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.VMOption;
import java.lang.management.ManagementFactory;

/**
 * How much of its heap a running engine takes before it collects, where the collector lets itself
 * be told (Shenandoah does; the start-up script chooses it where the JDK has it).
 */
final class HeapTarget {
  private static final String OPTION = "SoftMaxHeapSize";
  private static final long BYTES = 384L << 20;

  private HeapTarget() {}

  /**
   * Sets the target, unless whoever started the JVM did, and gives back what starting left behind,
   * which would stay resident until much later. The engine goes on meanwhile.
   */
  static void settle() {
    HotSpotDiagnosticMXBean machine =
        ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
    VMOption.Origin origin = machine.getVMOption(OPTION).getOrigin();
    if (origin == VMOption.Origin.DEFAULT || origin == VMOption.Origin.ERGONOMIC) {
      // Not a line of the start-up script: more than the heap's bound is refused there.
      long target = Math.min(BYTES, Runtime.getRuntime().maxMemory());
      machine.setVMOption(OPTION, Long.toString(target));
    }
    System.gc();
  }
}
