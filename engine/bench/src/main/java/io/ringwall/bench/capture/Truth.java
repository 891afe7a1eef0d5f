package io.ringwall.bench.capture;

/**
 * What a capture holds, counted as it was written.
 *
 * @param bytes its length
 * @param packets all packets
 * @param transportPackets those of TCP and UDP
 * @param conversations distinct pairs of ends that an IP protocol spoke between; 0 if not known
 */
record Truth(long bytes, long packets, long transportPackets, long conversations) {
  // Meters differ on what is cut, wrongly sized or fragmented.
  private static final double PACKET_TOLERANCE = 0.005;
  private static final double FEWEST_FLOWS = 0.95;
  // Time-outs and reused ports split a conversation; ARP has flows for some.
  private static final double MOST_FLOWS = 1.5;

  /** Why an answer is not one to this capture; empty if it is. */
  String objection(Answer answer, long expectedPackets) {
    double off = Math.abs(answer.packets() - expectedPackets) / (double) expectedPackets;
    if (off > PACKET_TOLERANCE) {
      return "it read " + answer.packets() + " packets of " + expectedPackets;
    }
    double flows = answer.flows() / (double) conversations;
    if (conversations > 0 && answer.tellsFlows() && (flows < FEWEST_FLOWS || flows > MOST_FLOWS)) {
      return "it told " + answer.flows() + " flows of " + conversations + " conversations";
    }
    return "";
  }
}
