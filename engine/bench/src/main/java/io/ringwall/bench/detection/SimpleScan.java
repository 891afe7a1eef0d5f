package io.ringwall.bench.detection;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * ncsa/bro-simple-scan: distinct host and port pairs with history exactly S, SW, Sr or SWr; 25 of a
 * remote source, 250 of a local one, 20 on one port; forgotten 15 minutes after the last. Its list
 * of dark hosts is a site's own, and left out.
 */
final class SimpleScan implements Detector {
  private static final Duration FORGOTTEN = Duration.ofMinutes(15);
  private static final int REMOTE = 25;
  private static final int LOCAL = 250;
  private static final int ONE_PORT = 20;
  private static final Set<String> HISTORIES = Set.of("S", "SW", "Sr", "SWr");

  private static final class Source {
    final Set<List<Object>> pairs = new HashSet<>();
    final Set<Integer> ports = new HashSet<>();
    final Set<String> hosts = new HashSet<>();
    Instant first = Instant.MIN;
    Instant last = Instant.MIN;
    boolean told;
  }

  @Override
  public String name() {
    return "bro-simple-scan";
  }

  @Override
  public List<Alarm> alarms(List<Connection> flows) {
    Map<String, Source> sources = new HashMap<>();
    List<Alarm> alarms = new ArrayList<>();
    for (Connection flow : flows) {
      if (!flow.tcp() || !HISTORIES.contains(flow.history())) {
        continue;
      }
      Source source = sources.get(flow.source());
      if (source == null || flow.start().isAfter(source.last.plus(FORGOTTEN))) {
        source = new Source();
        source.first = flow.start();
        sources.put(flow.source(), source);
      }
      source.last = flow.start();
      source.pairs.add(List.of(flow.target(), flow.port()));
      source.ports.add(flow.port());
      source.hosts.add(flow.target());
      int many = flow.localSource() ? LOCAL : REMOTE;
      boolean onePort = source.ports.size() == 1 && source.pairs.size() >= ONE_PORT;
      if (!source.told && (onePort || source.pairs.size() >= many)) {
        source.told = true;
        Technique technique =
            source.hosts.size() > source.ports.size() ? Technique.SWEEP : Technique.PORT_SCAN;
        alarms.add(new Alarm(technique, flow.source(), source.first));
      }
    }
    return alarms;
  }
}
