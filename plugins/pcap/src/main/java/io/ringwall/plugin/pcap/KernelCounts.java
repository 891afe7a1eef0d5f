package io.ringwall.plugin.pcap;

import io.ringwall.kernel.ConnectionCounts;
import io.ringwall.plugin.pcap.flow.FlowRecord;
import io.ringwall.plugin.pcap.flow.PacketCounts;

/**
 * The kernel counts.
 *
 * @param counts what it shares
 */
record KernelCounts(ConnectionCounts counts) implements PacketCounts {
  @Override
  public int begin(FlowRecord flow) {
    return counts.begin(
        (int) flow.originatorLow(),
        flow.originatorPort(),
        (int) flow.responderLow(),
        flow.responderPort(),
        flow.next(true),
        flow.next(false));
  }

  @Override
  public void end(int handle) {
    counts.end(handle);
  }

  @Override
  public int packets(int handle) {
    return counts.packets(handle);
  }

  @Override
  public Side side(int handle, boolean ofOriginator) {
    ConnectionCounts.Side counted = counts.side(handle, ofOriginator);
    return new Side(
        counted.packets(),
        counted.bytes(),
        counted.missing(),
        counted.firstSequence(),
        counted.nextSequence(),
        counted.repeated(),
        counted.spoke(),
        counted.acknowledged());
  }
}
