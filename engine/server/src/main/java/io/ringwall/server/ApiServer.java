package io.ringwall.server;

import io.ringwall.engine.config.RingwallException;
import io.ringwall.engine.config.RingwallException.Category;
import io.ringwall.engine.doctor.RecentExamination;
import io.ringwall.engine.route.Engine;
import io.ringwall.engine.route.Operations;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Objects;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.handler.SizeLimitHandler;
import org.eclipse.jetty.unixdomain.server.UnixDomainServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.VirtualThreadPool;

/**
 * The API of a running engine, over HTTP on a Unix socket. Whoever may write to the socket's file
 * may use it; the file has mode 0600.
 */
public final class ApiServer implements AutoCloseable {
  private static final String V1 = "/api/v1";
  private static final int THREADS = 8;
  private static final int REQUEST_MAX = 1 << 20;

  /** A client that takes nothing for so long is let go of. */
  private static final long IDLE_MILLIS = 60_000;

  private static final long STOP_MILLIS = 1_000;

  private final SocketPlace place;
  private final Clients clients;
  private final Server server;

  private ApiServer(SocketPlace place, Clients clients, Server server) {
    this.place = place;
    this.clients = clients;
    this.server = server;
  }

  /**
   * Can an engine be given this socket.
   *
   * @throws RingwallException of category RESOURCE when not: another engine is there, or something
   *     that is no socket
   */
  public static void check(Path socket) {
    var _ = new SocketPlace(socket);
  }

  /**
   * Answers on this socket from now on.
   *
   * @param host what it lacks is told with the status
   * @param version of the product
   * @throws RingwallException of category RESOURCE when it cannot be had
   */
  public static ApiServer open(
      Path socket, Engine engine, RecentExamination host, String version, InstantSource clock) {
    var place = new SocketPlace(socket);
    var clients = new Clients();
    var threads = new QueuedThreadPool(THREADS, 2);
    threads.setName("ringwall-api");
    threads.setDaemon(true);
    threads.setVirtualThreadsExecutor(new VirtualThreadPool());
    var server = new Server(threads);
    var http = new HttpConfiguration();
    http.setSendServerVersion(false);
    var connector = new UnixDomainServerConnector(server, 1, 1, new HttpConnectionFactory(http));
    connector.setIdleTimeout(IDLE_MILLIS);
    connector.setUnixDomainPath(place.prepare());
    server.addConnector(connector);
    server.setErrorHandler(new Problems());
    server.setStopTimeout(STOP_MILLIS);
    var limited = new SizeLimitHandler(REQUEST_MAX, -1);
    limited.setHandler(routes(engine, host, version, clock, clients));
    server.setHandler(limited);
    var api = new ApiServer(place, clients, server);
    try {
      server.start();
      place.publish();
      connector.setUnixDomainPath(place.path());
      return api;
    } catch (Exception e) {
      api.close();
      if (e instanceof RingwallException known) {
        throw known;
      }
      throw new RingwallException(
          Category.RESOURCE, "socket " + place.path() + ": cannot be made: " + e.getMessage(), e);
    }
  }

  static Routes routes(
      Engine engine, RecentExamination host, String version, InstantSource clock, Clients clients) {
    Operations operations = engine.operations();
    var status = new StatusEndpoint(engine, host, version, clock);
    var findings = new FindingEndpoints(operations, clients);
    var events = new EventEndpoints(operations, clients);
    var modes = new ModeEndpoints(operations);
    return new Routes()
        .on("GET", V1 + "/openapi.yaml", ApiServer::contract)
        .on("GET", V1 + "/status", status::answer)
        .on("GET", V1 + "/findings", findings::list)
        .on("GET", V1 + "/findings/{id}", findings::one)
        .on("GET", V1 + "/findings/stream", findings::follow)
        .on("GET", V1 + "/clearances", findings::clearances)
        .on("POST", V1 + "/clearances", findings::clear)
        .on("DELETE", V1 + "/clearances/{id}", findings::undo)
        .on("GET", V1 + "/events", events::follow)
        .on("GET", V1 + "/modes", modes::table)
        .on("PUT", V1 + "/modes", modes::give)
        .on("DELETE", V1 + "/modes", modes::takeBack);
  }

  private static void contract(Exchange exchange) throws IOException {
    try (InputStream contract = ApiServer.class.getResourceAsStream("openapi.yaml")) {
      exchange.write(
          200, "application/yaml", Objects.requireNonNull(contract, "openapi.yaml").readAllBytes());
    }
  }

  /** Where it listens. */
  public Path socket() {
    return place.path();
  }

  /** Lets go of all clients, and removes the socket. */
  @Override
  public void close() {
    clients.close();
    try {
      server.stop();
    } catch (Exception e) {
      throw new RingwallException(
          Category.RESOURCE, "socket " + place.path() + ": cannot be closed: " + e.getMessage(), e);
    }
  }
}
