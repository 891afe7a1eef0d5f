package io.ringwall.server.client;

import io.ringwall.engine.config.RingwallException;
import io.ringwall.engine.config.RingwallException.Category;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.ConnectException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.eclipse.jetty.client.BytesRequestContent;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.InputStreamResponseListener;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.io.Transport;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Asks a running engine, through its socket. What it refuses is a {@link RingwallException} with
 * its sentence.
 */
public final class EngineClient implements AutoCloseable {
  private static final JsonMapper MAPPER = JsonMapper.shared();
  private static final String BASE = "http://ringwall/api/v1";
  private static final int THREADS = 4;
  private static final int MULTIPLE_CHOICES = 300;
  private static final int NOT_FOUND = 404;
  private static final int BAD_REQUEST = 400;
  private static final int CONFLICT = 409;
  private static final int UNAVAILABLE = 503;

  /** Longer than the engine waits for its disk. */
  private static final long PATIENCE_SECONDS = 30;

  private final Path socket;
  private final HttpClient http;

  /** A client of the engine at this socket; connects with its first request. */
  public EngineClient(Path socket) {
    this.socket = socket;
    this.http = new HttpClient();
    var threads = new QueuedThreadPool(THREADS, 1);
    threads.setDaemon(true);
    http.setExecutor(threads);
    http.setUserAgentField(null);
    http.setIdleTimeout(0);
    try {
      http.start();
    } catch (Exception e) {
      throw new IllegalStateException("the HTTP client cannot be started", e);
    }
  }

  /** Takes what is sent as it happens. */
  @FunctionalInterface
  public interface Listener {
    /** The engine has answered: what happens from now on is sent. */
    default void opened() {}

    /**
     * Something was sent.
     *
     * @param event its kind
     * @param data what it is, a line of JSON
     */
    void sent(String event, String data);
  }

  /** An answer as JSON. */
  public JsonNode get(String path, Map<String, List<String>> query) throws InterruptedException {
    return json("GET", path, query, null);
  }

  /** Changes something, and returns the answer. */
  public JsonNode send(
      String method, String path, Map<String, List<String>> query, @Nullable JsonNode body)
      throws InterruptedException {
    return json(method, path, query, body);
  }

  private JsonNode json(
      String method, String path, Map<String, List<String>> query, @Nullable JsonNode body)
      throws InterruptedException {
    try (InputStream answer = ask(method, path, query, body)) {
      return MAPPER.readTree(answer.readAllBytes());
    } catch (IOException | JacksonException e) {
      throw lost(e);
    }
  }

  /** Reads an answer of JSON Lines, each as it arrives. */
  public void lines(String path, Map<String, List<String>> query, Consumer<String> each)
      throws InterruptedException {
    try (BufferedReader lines = reader(ask("GET", path, query, null))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        each.accept(line);
      }
    } catch (IOException e) {
      throw lost(e);
    }
  }

  /** Follows what happens until the engine ends, or this thread is interrupted. */
  public void follow(String path, Map<String, List<String>> query, Listener listener)
      throws InterruptedException {
    try (BufferedReader lines = reader(ask("GET", path, query, null))) {
      listener.opened();
      String event = "";
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("event: ")) {
          event = line.substring("event: ".length());
        } else if (line.startsWith("data: ")) {
          listener.sent(event, line.substring("data: ".length()));
        }
      }
    } catch (IOException e) {
      throw lost(e);
    }
  }

  private static BufferedReader reader(InputStream answer) {
    return new BufferedReader(new InputStreamReader(answer, StandardCharsets.UTF_8));
  }

  private RingwallException lost(Exception cause) {
    return new RingwallException(
        Category.RESOURCE,
        "the engine at " + socket + " stopped while it answered: " + cause.getMessage(),
        cause);
  }

  private InputStream ask(
      String method, String path, Map<String, List<String>> query, @Nullable JsonNode body)
      throws InterruptedException {
    Request request =
        http.newRequest(BASE + path).method(method).transport(new Transport.TCPUnix(socket));
    query.forEach((name, values) -> values.forEach(value -> request.param(name, value)));
    if (body != null) {
      request.body(new BytesRequestContent("application/json", MAPPER.writeValueAsBytes(body)));
    }
    var listener = new InputStreamResponseListener();
    request.send(listener);
    try {
      Response response = listener.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      InputStream answer = listener.getInputStream();
      if (response.getStatus() < MULTIPLE_CHOICES) {
        return answer;
      }
      throw problem(response.getStatus(), answer);
    } catch (ExecutionException e) {
      throw unreachable(root(e));
    } catch (TimeoutException e) {
      throw new RingwallException(
          Category.RESOURCE,
          "the engine at " + socket + " does not answer within " + PATIENCE_SECONDS + " s",
          e);
    }
  }

  private static RingwallException problem(int status, InputStream body) {
    Category category =
        switch (status) {
          case NOT_FOUND, BAD_REQUEST -> Category.INPUT;
          case CONFLICT -> Category.CONFIGURATION;
          case UNAVAILABLE -> Category.RESOURCE;
          default -> Category.INTERNAL;
        };
    try (body) {
      JsonNode problem = MAPPER.readTree(body.readAllBytes());
      return new RingwallException(category, problem.path("detail").asString("status " + status));
    } catch (IOException | JacksonException e) {
      return new RingwallException(category, "the engine answered with status " + status, e);
    }
  }

  private static Throwable root(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause;
  }

  private RingwallException unreachable(Throwable cause) {
    String why;
    if (!Files.exists(socket, LinkOption.NOFOLLOW_LINKS)) {
      why = "there is no such socket; 'ringwall run --socket " + socket + "' makes it";
    } else if (cause instanceof ConnectException) {
      why = "nobody listens at this socket: the engine that made it has ended";
    } else if (String.valueOf(cause.getMessage()).contains("Permission denied")) {
      why = "its socket " + permissions() + ", which does not let you in";
    } else {
      why = String.valueOf(cause.getMessage());
    }
    return new RingwallException(
        Category.RESOURCE, "no engine can be reached at " + socket + ": " + why, cause);
  }

  private String permissions() {
    try {
      var file = Files.readAttributes(socket, PosixFileAttributes.class);
      return "belongs to "
          + file.owner().getName()
          + " and has mode "
          + PosixFilePermissions.toString(file.permissions());
    } catch (IOException e) {
      return "is in a folder";
    }
  }

  @Override
  public void close() {
    try {
      http.stop();
    } catch (Exception e) {
      throw new IllegalStateException("the HTTP client cannot be stopped", e);
    }
  }
}
