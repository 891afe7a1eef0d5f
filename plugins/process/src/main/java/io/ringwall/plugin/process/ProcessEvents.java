package io.ringwall.plugin.process;

import io.ringwall.sdk.event.AddressPair;
import io.ringwall.sdk.event.ConnectionState;
import io.ringwall.sdk.event.Endpoint;
import io.ringwall.sdk.event.Event;
import io.ringwall.sdk.event.Flow;
import io.ringwall.sdk.event.FlowPhase;
import io.ringwall.sdk.event.IpAddress;
import io.ringwall.sdk.event.Origin;
import io.ringwall.sdk.event.ProcessEvent;
import io.ringwall.sdk.event.ProcessOperation;
import io.ringwall.sdk.event.ProcessRef;
import io.ringwall.sdk.event.Protocol;
import io.ringwall.sdk.event.Witness;
import io.ringwall.sdk.plugin.SourceContext;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes events of what became of processes and their sockets. */
final class ProcessEvents {
  private static final int TCP = 6;

  /** Linux's signals, by their number. */
  private static final List<String> SIGNALS =
      List.of(
          "", "HUP", "INT", "QUIT", "ILL", "TRAP", "ABRT", "BUS", "FPE", "KILL", "USR1", "SEGV",
          "USR2", "PIPE", "ALRM", "TERM", "STKFLT", "CHLD", "CONT", "STOP", "TSTP", "TTIN", "TTOU",
          "URG", "XCPU", "XFSZ", "VTALRM", "PROF", "WINCH", "IO", "PWR", "SYS");

  private final Origin origin;
  private final String host;
  private final String epoch;
  private final List<Witness> witnesses;
  private long sequence;

  ProcessEvents(SourceContext context) {
    this.epoch = context.startEpoch();
    this.origin = context.origin(epoch);
    this.host = origin.host();
    this.witnesses = List.of(new Witness(context.name(), null, null));
  }

  Event started(
      ProcessRef process, @Nullable ProcessRef parent, @Nullable String container, Instant time) {
    return ProcessEvent.builder(origin, sequence++, time)
        .operation(ProcessOperation.EXEC)
        .process(process)
        .parent(parent)
        .workload(container == null ? null : ProcessRefs.workload(container, host))
        .build();
  }

  /**
   * A process ended.
   *
   * @param status as wait(2) gives it
   */
  Event ended(ProcessRef process, @Nullable String container, int status, Instant time) {
    int signal = status & 0x7f;
    return ProcessEvent.builder(origin, sequence++, time)
        .operation(ProcessOperation.EXIT)
        .process(process)
        .workload(container == null ? null : ProcessRefs.workload(container, host))
        .exitCode(signal == 0 ? status >>> 8 & 0xff : null)
        .signal(signal == 0 ? null : name(signal))
        .build();
  }

  private static String name(int signal) {
    return signal < SIGNALS.size() ? "SIG" + SIGNALS.get(signal) : "SIGRTMIN+" + (signal - 34);
  }

  /**
   * A connection, by the process that began it or the container that it was made to.
   *
   * @param answered did the other side send anything
   */
  Event connection(
      Connecting connecting,
      FlowPhase phase,
      ConnectionState state,
      boolean answered,
      Instant time) {
    AddressPair ends = connecting.ends();
    return Flow.builder(origin, sequence++, time)
        .flowId(epoch + "/" + connecting.number())
        .phase(phase)
        .originator(
            end(ends.originator(), ends.originatorPort(), connecting, !connecting.accepted()))
        .responder(end(ends.responder(), ends.responderPort(), connecting, connecting.accepted()))
        .protocol(Protocol.TCP)
        .protocolNumber(TCP)
        .start(connecting.begun())
        .end(phase == FlowPhase.CLOSE ? time : null)
        .state(state)
        .answered(answered)
        .process(connecting.process())
        .witnesses(witnesses)
        .build();
  }

  /** The address alone does not always tell which container it is. */
  private Endpoint end(IpAddress address, int port, Connecting connecting, boolean ofThisSide) {
    String container = connecting.container();
    return Endpoint.builder()
        .address(address)
        .port(port)
        .workload(ofThisSide && container != null ? ProcessRefs.workload(container, host) : null)
        .build();
  }
}
