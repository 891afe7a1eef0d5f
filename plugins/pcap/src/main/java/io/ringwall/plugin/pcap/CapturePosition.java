package io.ringwall.plugin.pcap;

import io.ringwall.plugin.pcap.capture.PacketRecord;
import io.ringwall.sdk.event.Origin;
import io.ringwall.sdk.event.Witness;
import io.ringwall.sdk.plugin.SourceContext;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** In a capture: names events by file and offset, and flows by their first packet. */
final class CapturePosition implements EventPosition {
  private static final int MAX_INPUTS = 1 << 16;

  private final SourceContext context;
  private final CaptureClock clock;
  private final List<CaptureInput> inputs = new ArrayList<>();
  private final List<List<Witness>> witnesses = new ArrayList<>();
  private final Map<CaptureInput, Integer> numbers = new HashMap<>();
  private CaptureFile file;
  private Origin origin;
  private int clockEpoch;
  private int input;
  private int interfaceNumber;
  private long offset;
  private int ordinal;

  CapturePosition(SourceContext context, CaptureClock clock, CaptureFile first) {
    this.context = context;
    this.clock = clock;
    this.file = first;
    this.origin = context.origin(first.survey().epoch());
    this.input = number(first, null);
  }

  /** Goes to the beginning of another file. */
  void file(CaptureFile next) {
    file = next;
    clockEpoch = clock.epoch();
    origin = context.origin(next.survey().epoch());
    input = number(next, null);
    interfaceNumber = -1;
    at(0);
  }

  /** Goes to a record. */
  void record(PacketRecord packet) {
    if (clock.epoch() != clockEpoch) {
      clockEpoch = clock.epoch();
      origin = context.origin(file.survey().epoch() + "." + clockEpoch);
    }
    if (packet.interfaceNumber() != interfaceNumber) {
      interfaceNumber = packet.interfaceNumber();
      input = number(file, packet.interfaceName());
    }
    at(packet.offset());
  }

  /** Goes to an offset. */
  void at(long position) {
    offset = position;
    ordinal = 0;
  }

  private int number(CaptureFile from, @Nullable String interfaceName) {
    CaptureInput key = new CaptureInput(from.survey().epoch(), from.fileName(), interfaceName);
    Integer known = numbers.get(key);
    if (known != null) {
      return known;
    }
    if (inputs.size() < MAX_INPUTS) {
      inputs.add(key);
      witnesses.add(List.of(new Witness(context.name(), key.interfaceName(), key.fileName())));
    }
    int number = inputs.size() - 1;
    numbers.put(key, number);
    return number;
  }

  @Override
  public Origin origin() {
    return Objects.requireNonNull(origin);
  }

  @Override
  public long sequence() {
    return offset;
  }

  @Override
  public int nextOrdinal() {
    return ordinal++;
  }

  @Override
  public long identity() {
    return (long) input << 48 | offset;
  }

  @Override
  public CaptureInput input(int number) {
    return inputs.get(number);
  }

  @Override
  public List<Witness> witnesses(int number) {
    return witnesses.get(number);
  }
}
