package io.ringwall.engine.findings;

import io.ringwall.engine.config.RingwallException;
import io.ringwall.engine.config.Suggestion;
import io.ringwall.sdk.finding.Finding;
import io.ringwall.sdk.finding.FindingKind;
import io.ringwall.sdk.finding.FindingStatus;
import io.ringwall.sdk.finding.Incident;
import java.io.StringWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Findings as one line of JSON: the form of the ledger, of {@code --json}, and of sinks. Members
 * are named after the accessors and come in a fixed order, {@code kind} first; what is null or
 * empty is left out. Safe for any thread.
 */
public final class FindingJson {
  private static final List<String> MEMBERS =
      List.of(
          "id",
          "revision",
          "correlationKey",
          "incidentId",
          "ruleId",
          "ruleSet",
          "ruleSetVersion",
          "layer",
          "title",
          "message",
          "references",
          "tags",
          "severity",
          "confidence",
          "attack",
          "subject",
          "originator",
          "responder",
          "process",
          "commands",
          "file",
          "http",
          "verdict",
          "edge",
          "edgeKnownSince",
          "firstSeen",
          "lastSeen",
          "count",
          "host",
          "source",
          "evidence",
          "mode",
          "effect",
          "shadow",
          "enforcement",
          "explanation",
          "exception",
          "status",
          "statusBy",
          "withdrawal");

  private static final int STATUS = MEMBERS.indexOf("status");

  private static final List<String> OF_INCIDENTS =
      List.of("findings", "layers", "workloads", "hosts", "attackPath");

  /** Told even when they are zero or false. */
  private static final Set<String> ALWAYS = Set.of("revision", "confidence", "count", "shadow");

  private final JsonFactory factory = new JsonFactory();
  private final JsonMapper mapper = new JsonMapper(factory);

  /** One line, without line end. */
  public String write(Finding finding) {
    return write(finding, finding.status(), finding.statusBy());
  }

  /**
   * One line, without line end, that tells of another status.
   *
   * @param status where it stands
   * @param by who said so
   */
  public String write(Finding finding, FindingStatus status, @Nullable String by) {
    StringWriter line = new StringWriter(2_048);
    try (JsonGenerator json = factory.createGenerator(ObjectWriteContext.empty(), line)) {
      json.writeStartObject();
      json.writeStringProperty(
          "kind", finding.kind() == FindingKind.INCIDENT ? "incident" : "finding");
      write(json, finding, Finding.class, MEMBERS.subList(0, STATUS));
      json.writeStringProperty("status", status.name());
      if (by != null) {
        json.writeStringProperty("statusBy", by);
      }
      write(json, finding, Finding.class, MEMBERS.subList(STATUS + 2, MEMBERS.size()));
      if (finding instanceof Incident) {
        write(json, finding, Incident.class, OF_INCIDENTS);
      }
      json.writeEndObject();
    }
    return line.toString();
  }

  private static void write(
      JsonGenerator json, Finding finding, Class<?> type, List<String> members) {
    Shape shape = Shape.of(type);
    for (String member : members) {
      Shape.Field field = shape.field(member);
      Object value = field == null ? null : field.of(finding);
      if (field != null
          && value != null
          && (ALWAYS.contains(member) || !Shape.isAbsent(field, value))) {
        json.writeName(member);
        SdkJson.write(json, value);
      }
    }
  }

  /**
   * Reads what {@link #write} wrote, now or in an earlier version.
   *
   * @throws RingwallException of category INPUT that says what is wrong
   */
  public Finding read(String line) {
    JsonNode node;
    try {
      node = mapper.readTree(line);
    } catch (JacksonException e) {
      throw new RingwallException(
          RingwallException.Category.INPUT, "finding: no JSON: " + e.getOriginalMessage(), e);
    }
    boolean incident = node.path("kind").asString("").equals("incident");
    Object builder = incident ? Incident.builder() : Finding.builder();
    Class<?> type = incident ? Incident.class : Finding.class;
    List<String> known = new ArrayList<>(MEMBERS);
    known.addAll(OF_INCIDENTS);
    known.add("kind");
    for (String name : node.propertyNames()) {
      Shape.Field field = Shape.of(type).field(name);
      if (field == null && !known.contains(name)) {
        throw new RingwallException(
            RingwallException.Category.INPUT,
            "finding: unknown member '" + name + "'" + Suggestion.after(name, known));
      }
      if (field != null && !name.equals("kind")) {
        set(builder, field, SdkReader.read(node.get(name), field.type(), name));
      }
    }
    return (Finding) call(builder, method(builder, "build"));
  }

  private static void set(Object builder, Shape.Field field, Object value) {
    call(builder, method(builder, field.name()), value);
  }

  private static Method method(Object builder, String name) {
    for (Method method : builder.getClass().getMethods()) {
      if (method.getName().equals(name)) {
        return method;
      }
    }
    throw new IllegalStateException(builder.getClass() + " has no " + name);
  }

  private static Object call(Object builder, Method method, Object... arguments) {
    try {
      return method.invoke(builder, arguments);
    } catch (InvocationTargetException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new RingwallException(
          RingwallException.Category.INPUT, "finding: '" + cause.getMessage() + "' is missing", e);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException("cannot call " + method, e);
    }
  }
}
