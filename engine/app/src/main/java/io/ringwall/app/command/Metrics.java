package io.ringwall.app.command;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.ringwall.app.text.EngineMetrics;
import io.ringwall.engine.config.MetricsSettings;
import io.ringwall.engine.config.RingwallException;
import io.ringwall.engine.config.RingwallException.Category;
import io.ringwall.engine.route.Engine;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/** Shows how an engine fares to whoever asks for {@code /metrics}, where that is configured. */
final class Metrics implements AutoCloseable {
  private static final int OK = 200;
  private static final int NOT_ALLOWED = 405;

  private final @Nullable HttpServer server;

  private Metrics(@Nullable HttpServer server) {
    this.server = server;
  }

  /**
   * Begins to listen.
   *
   * @throws RingwallException of category RESOURCE when the address cannot be had
   */
  static Metrics of(Engine engine) {
    MetricsSettings settings = engine.settings().metrics();
    if (settings.listen().isEmpty()) {
      return new Metrics(null);
    }
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(settings.address(), settings.port()), 0);
      server.createContext("/metrics", exchange -> answer(exchange, engine));
      server.start();
      return new Metrics(server);
    } catch (IOException e) {
      throw new RingwallException(
          Category.RESOURCE,
          "metrics.listen: cannot listen on " + settings.listen() + ": " + e.getMessage(),
          e);
    }
  }

  private static void answer(HttpExchange exchange, Engine engine) throws IOException {
    try (exchange) {
      if (!exchange.getRequestMethod().equals("GET")) {
        exchange.sendResponseHeaders(NOT_ALLOWED, -1);
        return;
      }
      var body = new ByteArrayOutputStream();
      var format = PrometheusTextFormatWriter.create();
      format.write(body, EngineMetrics.of(engine.statistics()));
      exchange.getResponseHeaders().set("Content-Type", format.getContentType());
      exchange.sendResponseHeaders(OK, body.size());
      exchange.getResponseBody().write(body.toByteArray());
    }
  }

  /** For people: where it listens; empty for nowhere. */
  String where() {
    return server == null
        ? ""
        : "; metrics at http://"
            + server.getAddress().getAddress().getHostAddress()
            + ":"
            + server.getAddress().getPort()
            + "/metrics";
  }

  @Override
  public void close() {
    if (server != null) {
      server.stop(0);
    }
  }
}
