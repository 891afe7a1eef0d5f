package io.ringwall.server;

import io.ringwall.engine.config.RingwallException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.pathmap.MatchedResource;
import org.eclipse.jetty.http.pathmap.PathMappings;
import org.eclipse.jetty.http.pathmap.UriTemplatePathSpec;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which endpoint answers which method and path, and what becomes of what goes wrong in one. */
final class Routes extends Handler.Abstract {
  private static final Logger LOG = LoggerFactory.getLogger(Routes.class);

  private final PathMappings<Map<String, Endpoint>> byPath = new PathMappings<>();
  private final Map<String, Map<String, Endpoint>> byTemplate = new LinkedHashMap<>();

  /** Adds one. */
  Routes on(String method, String template, Endpoint endpoint) {
    byTemplate
        .computeIfAbsent(
            template,
            path -> {
              Map<String, Endpoint> methods = new TreeMap<>();
              byPath.put(new UriTemplatePathSpec(path), methods);
              return methods;
            })
        .put(method, endpoint);
    return this;
  }

  /** The operations: method and path template of each, as the contract lists them. */
  Set<String> operations() {
    Set<String> all = new TreeSet<>();
    byTemplate.forEach(
        (path, methods) -> methods.keySet().forEach(method -> all.add(method + " " + path)));
    return all;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    String path = Request.getPathInContext(request);
    MatchedResource<Map<String, Endpoint>> found = byPath.getMatched(path);
    var exchange =
        new Exchange(
            request,
            response,
            found == null
                ? Map.of()
                : ((UriTemplatePathSpec) found.getPathSpec()).getPathParams(path));
    try {
      if (found == null) {
        exchange.problem(
            Problem.of(HttpStatus.NOT_FOUND_404, path + " is not here; see /api/v1/openapi.yaml"));
      } else {
        answer(exchange, found.getResource(), request.getMethod(), response);
      }
      callback.succeeded();
    } catch (IOException e) {
      // Who asked has gone.
      callback.failed(e);
    }
    return true;
  }

  private void answer(
      Exchange exchange, Map<String, Endpoint> methods, String method, Response response)
      throws IOException {
    Endpoint endpoint = methods.get(method);
    if (endpoint == null) {
      response.getHeaders().put(HttpHeader.ALLOW, String.join(", ", methods.keySet()));
      exchange.problem(
          Problem.of(HttpStatus.METHOD_NOT_ALLOWED_405, method + " is not possible here"));
      return;
    }
    Problem problem;
    try {
      endpoint.answer(exchange);
      return;
    } catch (BadRequest e) {
      problem = Problem.of(HttpStatus.BAD_REQUEST_400, e.getMessage());
    } catch (RingwallException e) {
      problem = Problem.of(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("the engine stops");
    } catch (RuntimeException e) {
      LOG.error("{} cannot be answered", method, e);
      problem = Problem.of(HttpStatus.INTERNAL_SERVER_ERROR_500, Objects.toString(e.getMessage()));
    }
    if (exchange.committed()) {
      throw new IOException(problem.detail());
    }
    exchange.problem(problem);
  }
}
