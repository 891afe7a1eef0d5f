package io.ringwall.server;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.client.ContentResponse;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.StringRequestContent;
import org.eclipse.jetty.io.Transport;
import org.eclipse.jetty.util.component.LifeCycle;
import tools.jackson.databind.JsonNode;

/** HTTP as anybody speaks it, to see answers as they are. */
final class Raw implements AutoCloseable {
  private final HttpClient http = new HttpClient();
  private final Path socket;

  Raw(Path socket) throws Exception {
    this.socket = socket;
    http.start();
  }

  /** An answer. */
  record Answer(int status, String mediaType, String body) {
    JsonNode json() {
      return Contract.JSON.readTree(body);
    }
  }

  Answer get(String path) throws Exception {
    return ask("GET", path, null);
  }

  Answer ask(String method, String path, String body) throws Exception {
    var request =
        http.newRequest("http://ringwall/api/v1" + path)
            .method(method)
            .transport(new Transport.TCPUnix(socket))
            .timeout(30, TimeUnit.SECONDS);
    if (body != null) {
      request.body(new StringRequestContent("application/json", body));
    }
    ContentResponse response = request.send();
    return new Answer(response.getStatus(), response.getMediaType(), response.getContentAsString());
  }

  @Override
  public void close() {
    LifeCycle.stop(http);
  }
}
