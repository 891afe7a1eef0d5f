package io.ringwall.bench.live;

import io.ringwall.engine.config.RingwallException;
import io.ringwall.server.client.EngineClient;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Follows an engine's findings, of which it tells once they are safe on disk, and notes when each
 * was read first, by what it is about.
 *
 * @param <K> what a finding is about
 */
final class Found<K> implements AutoCloseable {
  private static final JsonMapper MAPPER = JsonMapper.shared();
  private static final long JOIN_MILLIS = 5_000;

  private final Map<K, Instant> read = new LinkedHashMap<>();
  private final Function<JsonNode, @Nullable K> about;
  private final EngineClient client;
  private final Thread thread;
  private int others;
  private int left;

  /**
   * Follows from now on.
   *
   * @param about what a finding is about; null where it is none that is waited for
   */
  Found(EngineClient client, Function<JsonNode, @Nullable K> about) {
    this.client = client;
    this.about = about;
    this.thread = Thread.ofPlatform().daemon().name("findings").start(this::follow);
  }

  private void follow() {
    try {
      client.follow("/findings/stream", Map.of(), this::sent);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RingwallException e) {
      // The engine was stopped, or the client closed.
    }
  }

  private void sent(String event, String data) {
    Instant now = Instant.now();
    if (!event.equals("finding")) {
      synchronized (this) {
        left++;
      }
      return;
    }
    K key = about.apply(MAPPER.readTree(data));
    synchronized (this) {
      if (key == null) {
        others++;
      } else {
        read.putIfAbsent(key, now);
      }
    }
  }

  /** When each was read first. */
  synchronized Map<K, Instant> read() {
    return Map.copyOf(read);
  }

  /** Lines about anything else. */
  synchronized int others() {
    return others;
  }

  /** How often the engine said that it had to leave something out. */
  synchronized int left() {
    return left;
  }

  @Override
  public void close() {
    client.close();
    try {
      thread.join(JOIN_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
