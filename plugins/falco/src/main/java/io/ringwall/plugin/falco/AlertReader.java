package io.ringwall.plugin.falco;

import io.ringwall.sdk.event.CustomEvent;
import io.ringwall.sdk.event.Event;
import io.ringwall.sdk.event.FileEvent;
import io.ringwall.sdk.event.FileOperation;
import io.ringwall.sdk.event.FileRef;
import io.ringwall.sdk.event.Origin;
import io.ringwall.sdk.event.ProcessEvent;
import io.ringwall.sdk.event.ProcessOperation;
import io.ringwall.sdk.event.ProcessRef;
import io.ringwall.sdk.event.Workload;
import io.ringwall.sdk.source.BadLine;
import io.ringwall.sdk.source.LineParser;
import io.ringwall.sdk.source.LogLine;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes events of Falco's alerts: a system call that started or ended a process becomes a process
 * event, one on a file a file event, and whatever else a rule of Falco's found an event of its own
 * kind.
 */
final class AlertReader implements LineParser {
  static final String ALERT = "falco.alert";
  static final String RULE = "falco-rule";
  static final String PRIORITY = "falco-priority";
  static final String OUTPUT = "falco-output";
  static final String SOURCE = "falco-source";
  static final String EVENT = "falco-event";
  private static final String TAGS = "falco-tags";
  private static final long NANOS = 1_000_000_000;

  private static final Map<String, ProcessOperation> CALLS =
      Map.ofEntries(
          Map.entry("execve", ProcessOperation.EXEC),
          Map.entry("execveat", ProcessOperation.EXEC),
          Map.entry("clone", ProcessOperation.FORK),
          Map.entry("clone3", ProcessOperation.FORK),
          Map.entry("fork", ProcessOperation.FORK),
          Map.entry("vfork", ProcessOperation.FORK),
          Map.entry("procexit", ProcessOperation.EXIT),
          Map.entry("exit", ProcessOperation.EXIT),
          Map.entry("exit_group", ProcessOperation.EXIT),
          Map.entry("setuid", ProcessOperation.SETUID),
          Map.entry("setreuid", ProcessOperation.SETUID),
          Map.entry("setresuid", ProcessOperation.SETUID));

  private final Origin origin;
  private final Processes processes;

  AlertReader(Origin origin) {
    this.origin = origin;
    this.processes = new Processes(origin.host());
  }

  @Override
  public Event parse(LogLine read) throws BadLine {
    long offset = read.offset();
    Object value = Json.read(read);
    if (!(value instanceof Map<?, ?> members)
        || !(members.get("output_fields") instanceof Map<?, ?> output)) {
      throw noAlert("it has no object 'output_fields'");
    }
    Fields line = new Fields(members);
    Fields fields = new Fields(output);
    Instant time = time(line, fields);
    Map<String, Object> attributes = attributes(line, members.get("tags"));
    Workload workload = Containers.workload(fields, origin.host());
    String call = fields.text("evt.type", "");
    boolean kernel = line.text("source", "syscall").equals("syscall");
    ProcessOperation operation = kernel ? operation(call, fields) : null;
    if (operation != null) {
      ProcessEvent event = process(operation, fields, offset, time, attributes, workload);
      if (event != null) {
        return event;
      }
    }
    FileOperation access = kernel ? Accesses.operation(call, fields) : null;
    FileRef file = access == null ? null : Accesses.file(fields);
    if (access != null && file != null) {
      return file(access, file, fields, offset, time, attributes, workload);
    }
    if (!call.isEmpty()) {
      attributes.put(EVENT, call);
    }
    return CustomEvent.builder(origin, offset, time)
        .attributes(attributes)
        .type(ALERT)
        .workload(workload)
        .build();
  }

  private static BadLine noAlert(String why) {
    return new BadLine("no-falco-alert", "is no alert of Falco's: " + why);
  }

  private static Instant time(Fields line, Fields fields) throws BadLine {
    long nanos = fields.number("evt.time", fields.number("evt.rawtime", 0));
    if (nanos > 0) {
      return Instant.ofEpochSecond(nanos / NANOS, nanos % NANOS);
    }
    String text = line.text("time", fields.text("evt.time.iso8601", ""));
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      throw noAlert(
          "expected 'evt.time' in nanoseconds or 'time' such as 2026-11-25T17:56:57.38Z, found '"
              + text
              + "'");
    }
  }

  private static @Nullable ProcessOperation operation(String call, Fields fields) {
    ProcessOperation operation = CALLS.get(call);
    return operation == ProcessOperation.EXEC && Accesses.denied(fields)
        ? ProcessOperation.DENIED_EXEC
        : operation;
  }

  /** What Falco's rule said; rules of ours may read it. */
  private static Map<String, Object> attributes(Fields line, @Nullable Object tags) {
    Map<String, Object> attributes = new LinkedHashMap<>();
    put(attributes, RULE, line.text("rule"));
    put(attributes, PRIORITY, line.text("priority"));
    put(attributes, OUTPUT, line.text("output"));
    put(attributes, SOURCE, line.text("source"));
    List<String> words = new ArrayList<>();
    for (Object tag : tags instanceof List<?> list ? list : List.of()) {
      if (tag instanceof String word) {
        words.add(word);
      }
    }
    if (!words.isEmpty()) {
      attributes.put(TAGS, List.copyOf(words));
    }
    return attributes;
  }

  private static void put(Map<String, Object> attributes, String name, @Nullable String value) {
    if (value != null) {
      attributes.put(name, value);
    }
  }

  private @Nullable ProcessEvent process(
      ProcessOperation operation,
      Fields fields,
      long offset,
      Instant time,
      Map<String, Object> attributes,
      @Nullable Workload workload) {
    boolean started = operation == ProcessOperation.EXEC || operation == ProcessOperation.FORK;
    ProcessRef process = processes.process(fields, time, started);
    if (process == null) {
      return null;
    }
    boolean ended = operation == ProcessOperation.EXIT;
    ProcessRef parent = processes.parent(fields, time);
    if (ended) {
      processes.ended(fields);
    }
    long status = fields.number("evt.arg.ret", fields.number("evt.arg.status", -1));
    return ProcessEvent.builder(origin, offset, time)
        .attributes(attributes)
        .operation(operation)
        .process(process)
        .parent(parent)
        .workload(workload)
        .executable(Processes.executable(fields))
        .fromMemfd(fields.flag("proc.is_exe_from_memfd"))
        .capabilities(Processes.capabilities(fields))
        .healthProbe(Processes.healthProbe(fields))
        .exitCode(ended && status >= 0 && status <= 255 ? (Integer) (int) status : null)
        .build();
  }

  private FileEvent file(
      FileOperation operation,
      FileRef file,
      Fields fields,
      long offset,
      Instant time,
      Map<String, Object> attributes,
      @Nullable Workload workload) {
    return FileEvent.builder(origin, offset, time)
        .attributes(attributes)
        .operation(operation)
        .file(file)
        .target(Accesses.target(fields))
        .flags(Accesses.flags(fields))
        .process(processes.process(fields, time, false))
        .workload(workload)
        .bytes(operation == FileOperation.MODIFY ? fields.number("evt.rawres", -1) : -1)
        .result(Accesses.result(fields))
        .errno(Accesses.errno(fields))
        .build();
  }
}
