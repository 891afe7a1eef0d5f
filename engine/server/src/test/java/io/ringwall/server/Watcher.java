package io.ringwall.server;

import io.ringwall.engine.config.RingwallException;
import io.ringwall.server.client.EngineClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;

/** Somebody who follows a stream, with a connection of his own. */
final class Watcher implements AutoCloseable {
  private final EngineClient client;
  private final Thread thread;
  private final CountDownLatch opened = new CountDownLatch(1);
  private final List<Sent> sent = new CopyOnWriteArrayList<>();

  /** What was sent. */
  record Sent(String kind, JsonNode data) {}

  private Watcher(EngineClient client, String path, Map<String, List<String>> query) {
    this.client = client;
    this.thread = Thread.ofVirtual().unstarted(() -> follow(path, query));
  }

  /** Follows what these parameters ask for, from when this returns. */
  static Watcher of(TestEngine engine, String path, String... parameters)
      throws InterruptedException {
    Map<String, List<String>> query = new TreeMap<>();
    for (String parameter : parameters) {
      int equals = parameter.indexOf('=');
      query
          .computeIfAbsent(parameter.substring(0, equals), _ -> new ArrayList<>())
          .add(parameter.substring(equals + 1));
    }
    var watcher = new Watcher(new EngineClient(engine.socket()), path, query);
    watcher.thread.start();
    watcher.opened.await();
    return watcher;
  }

  private void follow(String path, Map<String, List<String>> query) {
    try {
      client.follow(path, query, new Taking());
    } catch (InterruptedException | RingwallException e) {
      sent.add(new Sent("ended", Contract.JSON.nullNode()));
    } finally {
      opened.countDown();
    }
  }

  private final class Taking implements EngineClient.Listener {
    @Override
    public void opened() {
      opened.countDown();
    }

    @Override
    public void sent(String kind, String data) {
      sent.add(new Sent(kind, Contract.JSON.readTree(data)));
    }
  }

  List<Sent> sent() {
    return sent;
  }

  /** Waits for one of these. */
  Sent await(Predicate<Sent> wanted) throws InterruptedException {
    TestEngine.await(() -> sent.stream().anyMatch(wanted));
    return sent.stream().filter(wanted).findFirst().orElseThrow();
  }

  @Override
  public void close() {
    client.close();
  }
}
