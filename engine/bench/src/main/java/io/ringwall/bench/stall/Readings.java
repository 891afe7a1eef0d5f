package io.ringwall.bench.stall;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an engine's metrics say at one moment.
 *
 * @param values by name and labels, as written
 * @param heap what was in use of the heap after all garbage was collected, in MiB
 */
record Readings(Map<String, Double> values, long heap) {
  private static final Pattern REASON = Pattern.compile("reason=\"([^\"]*)\"");

  static Readings of(HttpClient client, URI metrics, long heap)
      throws IOException, InterruptedException {
    HttpResponse<String> answer =
        client.send(HttpRequest.newBuilder(metrics).build(), HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new IOException(metrics + " answered " + answer.statusCode());
    }
    Map<String, Double> values = new HashMap<>();
    for (String line : answer.body().lines().toList()) {
      int space = line.lastIndexOf(' ');
      if (!line.startsWith("#") && space > 0) {
        values.put(line.substring(0, space), Double.valueOf(line.substring(space + 1)));
      }
    }
    return new Readings(values, heap);
  }

  private long number(String name) {
    return Math.round(values.getOrDefault(name, 0.0));
  }

  long judged() {
    return number("ringwall_events_judged_total");
  }

  long sent(String source) {
    return number("ringwall_plugin_work_total{plugin=\"" + source + "\",what=\"sent\"}");
  }

  long accepted(String source) {
    return number("ringwall_source_events_total{source=\"" + source + "\"}");
  }

  long waiting(String source) {
    return number("ringwall_source_waiting_events{source=\"" + source + "\"}");
  }

  /** What was lost, by reason. */
  SortedMap<String, Long> dropped(String plugin) {
    SortedMap<String, Long> dropped = new TreeMap<>();
    values.forEach((name, value) -> {
      Matcher reason = REASON.matcher(name);
      boolean ours =
          name.startsWith("ringwall_plugin_dropped_total{")
              && name.contains("plugin=\"" + plugin + "\"");
      if (ours && reason.find()) {
        dropped.put(reason.group(1), Math.round(value));
      }
    });
    return dropped;
  }
}
