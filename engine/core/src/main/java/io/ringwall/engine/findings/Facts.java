package io.ringwall.engine.findings;

import io.ringwall.sdk.event.Count;
import io.ringwall.sdk.event.EdgeRef;
import io.ringwall.sdk.event.Endpoint;
import io.ringwall.sdk.event.Flow;
import io.ringwall.sdk.event.Traffic;
import io.ringwall.sdk.event.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What was seen, in sentences for people: the latest of each kind. */
final class Facts {
  private static final String EARLIER = "0 ";
  private static final String EDGE = "1 edge";
  private static final String PROTOCOL = "2 protocol";
  private static final String TRAFFIC = "3 traffic";
  private static final String COUNT = "4 count ";

  /** By rank and kind. */
  private final Map<String, String> byKind = new TreeMap<>();

  /** Facts of an earlier run. */
  void earlier(List<String> facts) {
    for (String fact : facts) {
      byKind.put(EARLIER + String.format(Locale.ROOT, "%03d", byKind.size()), fact);
    }
  }

  void flow(Flow flow) {
    if (flow.traffic() instanceof Traffic traffic) {
      byKind.put(TRAFFIC, "last connection: " + flow.state() + ", " + Summaries.traffic(traffic));
    }
    if (flow.applicationProtocol() != null) {
      byKind.put(
          PROTOCOL,
          "port "
              + flow.responder().port()
              + " spoke "
              + flow.applicationProtocol()
              + " (known by its "
              + word(flow.identifiedBy())
              + ")");
    }
  }

  void edge(EdgeRef edge) {
    String what =
        switch (edge.state()) {
          case UNSEEN -> " was never learned nor allowed";
          case DENIED -> " is denied";
          default -> " is " + word(edge.state());
        };
    byKind.put(EDGE, edge.key() + what);
  }

  void counted(Count count) {
    byKind.put(
        COUNT + count.of() + " " + count.reached(),
        count.of()
            + " reached "
            + count.value()
            + " within "
            + Summaries.seconds(count)
            + "; it is told from "
            + count.threshold());
  }

  /** All, who held the two addresses first. */
  List<String> with(@Nullable Endpoint originator, @Nullable Endpoint responder) {
    List<String> all = new ArrayList<>();
    if (originator != null && originator.workload() instanceof Workload from) {
      all.add(held(originator, from));
    }
    if (responder != null && responder.workload() instanceof Workload to) {
      all.add(held(responder, to));
    }
    byKind.values().stream().filter(fact -> !all.contains(fact)).distinct().forEach(all::add);
    return all;
  }

  private static String held(Endpoint end, Workload workload) {
    String how =
        switch (end.certainty()) {
          case CONFIRMED -> "known before the packet";
          case LATE -> "known within a second after the packet";
          case GUESSED -> "a guess";
          case UNKNOWN -> "certainty unknown";
        };
    return end.address() + " was container " + workload.name() + " (" + how + ")";
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
