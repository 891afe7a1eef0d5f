package io.ringwall.server;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import jdk.net.ExtendedSocketOptions;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Fields;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A request and its answer. */
final class Exchange {
  static final String JSON = "application/json";
  static final String JSON_LINES = "application/jsonl";

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .changeDefaultPropertyInclusion(_ ->
              JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
          .build();

  private final Request request;
  private final Response response;
  private final Map<String, String> path;
  private final Fields query;

  Exchange(Request request, Response response, Map<String, String> path) {
    this.request = request;
    this.response = response;
    this.path = path;
    this.query = Request.extractQueryParameters(request, StandardCharsets.UTF_8);
  }

  /** The part of the path that the contract calls so. */
  String path(String name) {
    return java.util.Objects.requireNonNull(path.get(name), name);
  }

  /** All values of a parameter. */
  List<String> all(String parameter) {
    return query.getValuesOrEmpty(parameter);
  }

  /** The only value of a parameter, or null. */
  @Nullable String one(String parameter) {
    List<String> values = all(parameter);
    if (values.size() > 1) {
      throw new BadRequest(parameter + " may be given once, was given " + values.size() + " times");
    }
    return values.isEmpty() ? null : values.getFirst();
  }

  /** Refuses parameters that are not of these. */
  void takes(List<String> parameters) {
    for (String name : query.getNames()) {
      if (!parameters.contains(name)) {
        throw new BadRequest(
            "there is no parameter '"
                + name
                + "' here"
                + (parameters.isEmpty() ? "" : "; there are " + String.join(", ", parameters)));
      }
    }
  }

  @Nullable String header(String name) {
    return request.getHeaders().get(name);
  }

  /** The body as this record. */
  <T> T body(Class<T> type) throws IOException {
    try {
      JsonNode json = MAPPER.readTree(Content.Source.asString(request, StandardCharsets.UTF_8));
      if (!json.isObject()) {
        throw new BadRequest("the body must be a JSON object");
      }
      return MAPPER.treeToValue(json, type);
    } catch (JacksonException e) {
      throw new BadRequest("the body cannot be read: " + e.getOriginalMessage());
    }
  }

  /** Who asks: the user of the process at the other end, by its own credentials. */
  String by() {
    if (request.getConnectionMetaData().getConnection().getEndPoint()
            instanceof SocketChannelEndPoint end
        && end.getChannel() instanceof SocketChannel channel) {
      try {
        return "operator:" + channel.getOption(ExtendedSocketOptions.SO_PEERCRED).user().getName();
      } catch (IOException | UnsupportedOperationException e) {
        return "operator:unknown";
      }
    }
    return "operator:unknown";
  }

  /** Answers with an object. */
  void json(int status, Object answer) throws IOException {
    write(status, JSON, MAPPER.writeValueAsBytes(answer));
  }

  void problem(Problem problem) throws IOException {
    write(problem.status(), Problem.MEDIA_TYPE, MAPPER.writeValueAsBytes(problem));
  }

  void write(int status, String type, byte[] body) throws IOException {
    begin(status, type);
    response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.length);
    try (OutputStream out = Content.Sink.asOutputStream(response)) {
      out.write(body);
    }
  }

  /** Answers with what is written to this; the caller closes it. */
  OutputStream stream(String type) {
    begin(200, type);
    return Content.Sink.asOutputStream(response);
  }

  private void begin(int status, String type) {
    response.setStatus(status);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, type);
    response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
  }

  boolean committed() {
    return response.isCommitted();
  }
}
