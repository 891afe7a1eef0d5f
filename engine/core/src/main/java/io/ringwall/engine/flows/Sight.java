package io.ringwall.engine.flows;

import io.ringwall.sdk.event.Flow;
import io.ringwall.sdk.event.FlowPhase;
import io.ringwall.sdk.event.Traffic;
import io.ringwall.sdk.event.Witness;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One source's view of a flow. */
final class Sight {
  /** What of a flow a source sees. */
  enum View {
    /** No packets: it was told by whoever does. */
    TOLD,
    /** Packets of one direction. */
    ONE_WAY,
    /** Packets of both directions. */
    BOTH_WAYS
  }

  private final String source;
  private final Tuple tuple;
  private final @Nullable String networkInterface;
  private String flowId;
  private String epoch;
  private View view = View.TOLD;
  private boolean closed;
  private boolean toldPhases;
  private @Nullable Sight next;

  /**
   * A view that begins with this event.
   *
   * @param tuple the ends as this source sees them, be it before or after translation
   */
  Sight(Flow event, Tuple tuple, @Nullable Sight next) {
    this.source = event.source();
    this.tuple = tuple;
    this.networkInterface = networkInterface(event);
    this.flowId = event.flowId();
    this.epoch = event.epoch();
    this.next = next;
  }

  /** Live, each interface is a witness; in a capture, the capture is. */
  private static @Nullable String networkInterface(Flow event) {
    List<Witness> witnesses = event.witnesses();
    Witness first = witnesses.isEmpty() ? null : witnesses.getFirst();
    return first == null || first.point() != null ? null : first.networkInterface();
  }

  String source() {
    return source;
  }

  String flowId() {
    return flowId;
  }

  @Nullable Sight next() {
    return next;
  }

  /** Has another follow where none does. */
  void append(Sight other) {
    next = other;
  }

  boolean of(Flow event) {
    return flowId.equals(event.flowId()) && source.equals(event.source());
  }

  /** Is it the same stream of the same source, which cannot be a second witness. */
  boolean sameStream(Flow event, Tuple seen) {
    return source.equals(event.source())
        && epoch.equals(event.epoch())
        && tuple.equals(seen)
        && Objects.equals(networkInterface, networkInterface(event));
  }

  /** A flow may go on from one file of a rotated capture into the next. */
  void heard(Flow event) {
    epoch = event.epoch();
    closed |= event.phase() == FlowPhase.CLOSE;
    toldPhases |= event.phase() == FlowPhase.ATTEMPT || event.phase() == FlowPhase.ESTABLISHED;
    View now = view == View.BOTH_WAYS ? view : view(event);
    view = now.compareTo(view) > 0 ? now : view;
  }

  private static View view(Flow event) {
    if (event.history().isEmpty()) {
      return View.TOLD;
    }
    Traffic counted = event.traffic();
    boolean both =
        counted != null && counted.originatorPackets() > 0 && counted.responderPackets() > 0;
    return both ? View.BOTH_WAYS : View.ONE_WAY;
  }

  /** The source had closed its flow and saw that it goes on; it calls it so from here. */
  String goesOn(Flow event) {
    String before = flowId;
    flowId = event.flowId();
    closed = false;
    return before;
  }

  View view() {
    return view;
  }

  /** Does it tell phases as they happen, so that one it did not tell did not happen. */
  boolean tellsPhases() {
    return toldPhases;
  }

  /** Does it follow the connection by other means than its packets. */
  boolean tracks() {
    return toldPhases && view == View.TOLD;
  }

  boolean closed() {
    return closed;
  }
}
