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
        expected(flow, true),
        expected(flow, false));
  }

  private static ConnectionCounts.Expected expected(FlowRecord flow, boolean originator) {
    return new ConnectionCounts.Expected(
        flow.next(originator),
        flow.spoke(originator),
        flow.acknowledged(originator),
        flow.repeated(originator));
  }

  @Override
  public boolean isStopped(int handle) {
    return counts.isStopped(handle);
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
        counted.nextSequence());
  }
}
