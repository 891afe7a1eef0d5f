package io.ringwall.bench.live;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
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
 */
record Metrics(Map<String, Double> values) {
  /** Reads the page, on the calling thread. */
  static Metrics at(URI page) throws IOException {
    var connection = (HttpURLConnection) page.toURL().openConnection();
    try (InputStream in = connection.getInputStream()) {
      Map<String, Double> values = new HashMap<>();
      for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList()) {
        int space = line.lastIndexOf(' ');
        if (!line.startsWith("#") && space > 0) {
          values.put(line.substring(0, space), Double.valueOf(line.substring(space + 1)));
        }
      }
      return new Metrics(values);
    } finally {
      connection.disconnect();
    }
  }

  long number(String name) {
    return Math.round(values.getOrDefault(name, 0.0));
  }

  /** What a plugin counted of its work. */
  long work(String plugin, String what) {
    return number("ringwall_plugin_work_total{plugin=\"" + plugin + "\",what=\"" + what + "\"}");
  }

  /** What a plugin lost, all or by one label: reason or class. */
  SortedMap<String, Long> lost(String counter, String plugin, String label) {
    Pattern labelled = Pattern.compile(label + "=\"([^\"]*)\"");
    SortedMap<String, Long> lost = new TreeMap<>();
    values.forEach((name, value) -> {
      Matcher found = labelled.matcher(name);
      boolean ours = name.startsWith(counter + "{") && name.contains("plugin=\"" + plugin + "\"");
      if (ours && value > 0 && found.find()) {
        lost.merge(found.group(1), Math.round(value), Long::sum);
      }
    });
    return lost;
  }
}
