package io.ringwall.plugin.pcap;

import io.ringwall.sdk.event.Origin;
import io.ringwall.sdk.event.Witness;
import io.ringwall.sdk.plugin.SourceContext;
import java.util.List;
import java.util.function.LongSupplier;

/** On an interface: names events, and the flows that begin there, by numbers of this start. */
final class InterfacePosition implements EventPosition {
  private final Origin origin;
  private final CaptureInput input;
  private final List<Witness> witnesses;
  private final LongSupplier numbers;
  private long sequence;
  private int ordinal;

  /**
   * On an interface, before its first packet.
   *
   * @param numbers gives each packet of all interfaces of this source its number
   */
  InterfacePosition(SourceContext context, String interfaceName, LongSupplier numbers) {
    this.origin = context.origin(context.startEpoch());
    this.input = new CaptureInput(context.startEpoch(), "", interfaceName);
    this.witnesses = List.of(new Witness(context.name(), interfaceName, null));
    this.numbers = numbers;
  }

  /** Goes to the next packet, or to what time brings about without one. */
  void next() {
    sequence = numbers.getAsLong();
    ordinal = 0;
  }

  @Override
  public Origin origin() {
    return origin;
  }

  @Override
  public long sequence() {
    return sequence;
  }

  @Override
  public int nextOrdinal() {
    return ordinal++;
  }

  @Override
  public long identity() {
    return sequence;
  }

  @Override
  public CaptureInput input(int number) {
    return input;
  }

  @Override
  public List<Witness> witnesses(int number) {
    return witnesses;
  }
}
