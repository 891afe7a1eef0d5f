package io.ringwall.plugin.pcap;

import io.ringwall.plugin.pcap.capture.PacketRecord;
import io.ringwall.plugin.pcap.flow.FlowTracker;
import io.ringwall.plugin.pcap.flow.PacketCounts;
import io.ringwall.plugin.pcap.packet.PacketDecoder;
import io.ringwall.plugin.pcap.tally.Tally;
import io.ringwall.sdk.plugin.EventSink;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** The way of packets that one clock has timed: decoded, sorted into flows, told. One thread. */
final class PacketPath {
  private final CaptureClock clock;
  private final EventPosition position;
  private final PacketDecoder decoder;
  private final EventEmitter emitter;
  private final FlowTracker tracker;

  PacketPath(
      PcapConfig configuration,
      CaptureClock clock,
      EventPosition position,
      EventSink sink,
      Tally tally) {
    this(configuration, clock, position, sink, tally, null);
  }

  /**
   * A way.
   *
   * @param counts counts packets of settled connections, which then do not come; or null
   */
  PacketPath(
      PcapConfig configuration,
      CaptureClock clock,
      EventPosition position,
      EventSink sink,
      Tally tally,
      @Nullable PacketCounts counts) {
    this.clock = clock;
    this.position = position;
    this.decoder =
        new PacketDecoder(
            configuration.fragmentTimeout().toNanos(), configuration.maxFragmentBytes(), tally);
    this.emitter = new EventEmitter(configuration, new EventFactory(clock, position), sink, tally);
    this.tracker = new FlowTracker(configuration.flowLimits(), emitter, tally, counts);
  }

  /** Gets ready for the Ethernet frames that come next, at most {@link FlowTracker#AHEAD}. */
  void expect(ByteBuffer data, int[] starts, int count) {
    tracker.expect(data, starts, count);
  }

  /** Takes the packet at the position. */
  void packet(PacketRecord record, long flowNanos) throws InterruptedException {
    if (decoder.decode(record, flowNanos)) {
      tracker.packet(decoder.packet(), position.identity());
    }
  }

  /** Lets time pass without a packet. */
  void advance(long packetNanos) throws InterruptedException {
    tracker.advance(clock.passed(packetNanos));
  }

  /** Closes all flows: nothing more will come. */
  void finish() throws InterruptedException {
    tracker.finish();
  }

  /** Flow time until which everything was told. */
  long completeUntil() {
    return tracker.completeUntil();
  }

  EventEmitter emitter() {
    return emitter;
  }
}
