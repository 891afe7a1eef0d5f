package io.ringwall.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The contract, {@code openapi.yaml}, as a judge over answers. */
final class Contract {
  static final JsonMapper JSON = new JsonMapper();

  private static final List<String> METHODS = List.of("get", "put", "post", "delete", "patch");

  private final JsonNode document;
  private final SchemaRegistry schemas =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

  Contract() throws IOException {
    try (InputStream in = ApiServer.class.getResourceAsStream("openapi.yaml")) {
      document = new YAMLMapper().readTree(in);
    }
  }

  JsonNode document() {
    return document;
  }

  /** Method and path of each operation. */
  Set<String> operations() {
    Set<String> all = new TreeSet<>();
    document
        .path("paths")
        .forEachEntry((path, item) -> {
          for (String method : METHODS) {
            if (item.has(method)) {
              all.add(method.toUpperCase(java.util.Locale.ROOT) + " " + path);
            }
          }
        });
    return all;
  }

  /** What an operation may answer with this status, or what it answers otherwise. */
  JsonNode response(String method, String path, int status) {
    JsonNode responses =
        document
            .path("paths")
            .path(path)
            .path(method.toLowerCase(java.util.Locale.ROOT))
            .path("responses");
    JsonNode response = responses.path(Integer.toString(status));
    return resolved(response.isMissingNode() ? responses.path("default") : response);
  }

  private JsonNode resolved(JsonNode node) {
    String to = node.path("$ref").asString("");
    return to.isEmpty() ? node : document.at(to.substring(1));
  }

  /** The answer is as this operation says that it is. */
  void holds(String method, String path, int status, String mediaType, JsonNode answer) {
    JsonNode content = response(method, path, status).path("content").path(mediaType);
    if (content.isMissingNode()) {
      throw new AssertionError(
          method + " " + path + " must not answer " + status + " with " + mediaType);
    }
    holds(content.path("schema"), answer);
  }

  /** It is what the component of this name says. */
  void isA(String component, JsonNode answer) {
    ObjectNode reference = JSON.createObjectNode();
    reference.put("$ref", "#/components/schemas/" + component);
    holds(reference, answer);
  }

  private void holds(JsonNode schema, JsonNode answer) {
    ObjectNode whole = JSON.createObjectNode();
    whole.set("allOf", JSON.createArrayNode().add(schema));
    whole.set("components", document.path("components"));
    Schema judge = schemas.getSchema(whole);
    List<Error> errors = judge.validate(answer);
    assertEquals(List.of(), errors.stream().map(Error::toString).toList(), answer::toPrettyString);
  }
}
