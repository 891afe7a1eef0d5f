package io.ringwall.plugin.pcap.protocol;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** DNS over TCP: messages behind a length of two bytes, several a connection. */
final class DnsStream implements StreamDissector {
  private final DnsDialogue dialogue;
  private final Side originator = new Side();
  private final Side responder = new Side();

  DnsStream(FlowFacts facts, ExchangeListener listener) {
    this.dialogue = new DnsDialogue(listener);
    facts.applicationProtocol = "dns";
  }

  /** Bytes of a message that is not complete. */
  private static final class Side {
    private byte[] bytes = new byte[0];
    private int length;
    private boolean lost;

    void add(ByteBuffer data, int start, int end) {
      int count = end - start;
      if (length + count > bytes.length) {
        bytes = Arrays.copyOf(bytes, Math.max(length + count, 2 * bytes.length));
      }
      data.get(start, bytes, length, count);
      length += count;
    }

    int messageLength() {
      return length < 2 ? Integer.MAX_VALUE : (bytes[0] & 0xff) << 8 | bytes[1] & 0xff;
    }

    void remove(int count) {
      System.arraycopy(bytes, count, bytes, 0, length - count);
      length -= count;
    }
  }

  @Override
  public void data(boolean fromOriginator, ByteBuffer data, int start, int end, long timeNanos) {
    Side side = fromOriginator ? originator : responder;
    if (side.lost) {
      return;
    }
    side.add(data, start, end);
    int size = side.messageLength();
    while (size <= side.length - 2) {
      DnsMessage message = DnsParser.parse(ByteBuffer.wrap(side.bytes), 2, 2 + size);
      if (message != null) {
        dialogue.message(message, timeNanos);
      }
      side.remove(2 + size);
      size = side.messageLength();
    }
  }

  @Override
  public void gap(boolean fromOriginator, long length) {
    (fromOriginator ? originator : responder).lost = true;
  }

  @Override
  public void close(long timeNanos) {
    dialogue.giveUp(Long.MAX_VALUE, timeNanos);
  }

  @Override
  public boolean isDone() {
    return originator.lost && responder.lost;
  }
}
