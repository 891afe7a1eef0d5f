package io.ringwall.plugin.docker;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;

/** The few questions that are asked of Docker's Engine API, version 1.24 and later. */
final class EngineApi {
  private static final int ANSWER_MAX = 64 << 20;
  private static final int NOT_FOUND = 404;
  private static final long NANOS = 1_000_000_000;
  private static final int SHOWN_MAX = 200;

  private final DockerSettings settings;

  EngineApi(DockerSettings settings) {
    this.settings = settings;
  }

  /** What the daemon calls itself; the same after a restart. */
  String daemonId() throws IOException, ShapeException {
    return found("/info").required("ID");
  }

  /** The daemon's version and that of its API, for people. */
  String version() throws IOException, ShapeException {
    JsonObject version = found("/version");
    return version.required("Version") + ", API " + version.required("ApiVersion");
  }

  /** Ids of all containers. */
  List<String> containers() throws IOException, ShapeException {
    List<String> ids = new ArrayList<>();
    for (JsonObject one : list("/containers/json?all=1")) {
      ids.add(one.required("Id"));
    }
    return ids;
  }

  /** A container as {@code docker inspect} prints it; empty when it is gone. */
  Optional<JsonObject> container(String id) throws IOException, ShapeException {
    return ask("/containers/" + id + "/json");
  }

  /** An exec session; empty when it is gone. */
  Optional<JsonObject> exec(String id) throws IOException, ShapeException {
    return ask("/exec/" + id + "/json");
  }

  /** All networks. */
  List<JsonObject> networks() throws IOException, ShapeException {
    return list("/networks");
  }

  /** Messages from this time on, a line each; the caller closes it. */
  EngineCall events(long sinceNanos) throws IOException {
    String since = "%d.%09d".formatted(sinceNanos / NANOS, sinceNanos % NANOS);
    String types = "%7B%22type%22%3A%5B%22container%22%2C%22network%22%5D%7D";
    EngineCall call =
        new EngineCall(
            settings.socket(),
            "/events?since=" + since + "&filters=" + types,
            settings.patience(),
            null);
    if (!call.isOk()) {
      call.close();
      throw new IOException("/events was answered with status " + call.status());
    }
    return call;
  }

  private JsonObject found(String path) throws IOException, ShapeException {
    return ask(path)
        .orElseThrow(() -> new IOException(path + " was answered with status " + NOT_FOUND));
  }

  private Optional<JsonObject> ask(String path) throws IOException, ShapeException {
    Optional<Object> answer = answer(path);
    return answer.isEmpty() ? Optional.empty() : Optional.of(JsonObject.of(answer.get(), ""));
  }

  private List<JsonObject> list(String path) throws IOException, ShapeException {
    Object answer =
        answer(path)
            .orElseThrow(() -> new IOException(path + " was answered with status " + NOT_FOUND));
    if (!(answer instanceof List<?> all)) {
      throw new IOException(path + ": expected a list");
    }
    List<JsonObject> objects = new ArrayList<>();
    for (Object one : all) {
      objects.add(JsonObject.of(one, ""));
    }
    return objects;
  }

  private Optional<Object> answer(String path) throws IOException {
    try (var call =
        new EngineCall(settings.socket(), path, settings.patience(), settings.patience())) {
      byte[] body = call.body(ANSWER_MAX);
      if (call.status() == NOT_FOUND) {
        return Optional.empty();
      }
      if (!call.isOk()) {
        String said = new String(body, StandardCharsets.UTF_8).strip();
        throw new IOException(
            path
                + " was answered with status "
                + call.status()
                + ": "
                + said.substring(0, Math.min(SHOWN_MAX, said.length())));
      }
      return Optional.of(Json.read(body, 0, body.length));
    } catch (JacksonException e) {
      throw new IOException(path + ": expected JSON: " + JsonTrouble.of(e), e);
    }
  }
}
