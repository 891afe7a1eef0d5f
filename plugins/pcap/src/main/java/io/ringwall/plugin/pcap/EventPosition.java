package io.ringwall.plugin.pcap;

import io.ringwall.sdk.event.Origin;
import io.ringwall.sdk.event.Witness;
import java.util.List;

/** Where the reader stands, and what events and flows are called that begin there. */
interface EventPosition {
  /** Who tells of what is read here. */
  Origin origin();

  /** The position of the current packet, which grows from packet to packet. */
  long sequence();

  /** The number of the next event that is made of this packet. */
  int nextOrdinal();

  /** Names the flow that the current packet may begin. */
  long identity();

  /** The input of this number. */
  CaptureInput input(int number);

  /** The same as a witness of flows. */
  List<Witness> witnesses(int number);
}
