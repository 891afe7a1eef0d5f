package io.ringwall.bench.detection;

import io.ringwall.sdk.event.IpAddress;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A flow as the published detectors see it: who, to whom, and how it ended. Taken from what {@code
 * ringwall replay --write-events} wrote, so that all detectors judge the same flows.
 *
 * @param start time of its first packet
 * @param end time of its last event
 * @param source address of the originator
 * @param target address of the responder
 * @param protocol TCP, UDP, ICMP, ARP, …
 * @param protocolNumber IP protocol number
 * @param port the responder's port, 0 without one
 * @param state Zeek's connection state
 * @param history Zeek's history letters
 * @param answered did the responder answer: payload, RST, a datagram, an ICMP error
 * @param unproductive did the responder give nothing, as our rules define it
 * @param originatorPackets packets of the originator; 1 where nobody counted
 * @param responderPackets packets of the responder
 * @param dataBytes payload bytes of both sides
 */
record Connection(
    Instant start,
    Instant end,
    String source,
    String target,
    String protocol,
    int protocolNumber,
    int port,
    String state,
    String history,
    boolean answered,
    boolean unproductive,
    long originatorPackets,
    long responderPackets,
    long dataBytes) {

  boolean tcp() {
    return protocol.equals("TCP");
  }

  boolean udp() {
    return protocol.equals("UDP");
  }

  boolean localTarget() {
    return !IpAddress.parse(target).isGlobal();
  }

  boolean localSource() {
    return !IpAddress.parse(source).isGlobal();
  }

  /** The last word on each flow of a file of events, ordered by start. */
  static List<Connection> read(Path events) throws IOException {
    JsonMapper mapper = new JsonMapper();
    Map<String, Connection> flows = new LinkedHashMap<>();
    Map<String, Boolean> unproductive = new LinkedHashMap<>();
    try (BufferedReader lines = Files.newBufferedReader(events)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("{\"event\":\"Flow\"")) {
          JsonNode flow = mapper.readTree(line);
          String id = flow.path("flowId").asString("");
          if (flow.path("settled").asBoolean(false)) {
            unproductive.put(id, flow.path("unproductive").asBoolean(false));
          }
          flows.put(id, of(flow, unproductive.getOrDefault(id, false)));
        }
      }
    }
    List<Connection> all = new ArrayList<>(flows.values());
    all.sort(Comparator.comparing(Connection::start));
    return all;
  }

  private static Connection of(JsonNode flow, boolean unproductive) {
    JsonNode traffic = flow.path("traffic");
    String time = flow.path("time").asString("");
    return new Connection(
        Instant.parse(flow.path("start").asString(time)),
        Instant.parse(time),
        flow.path("originator").path("address").asString(""),
        flow.path("responder").path("address").asString(""),
        flow.path("protocol").asString("UNKNOWN"),
        flow.path("protocolNumber").asInt(0),
        flow.path("responder").path("port").asInt(0),
        flow.path("state").asString(""),
        flow.path("history").asString(""),
        flow.path("answered").asBoolean(false),
        unproductive,
        traffic.isMissingNode() ? 1 : traffic.path("originatorPackets").asLong(0),
        traffic.path("responderPackets").asLong(0),
        traffic.path("originatorBytes").asLong(0) + traffic.path("responderBytes").asLong(0));
  }
}
