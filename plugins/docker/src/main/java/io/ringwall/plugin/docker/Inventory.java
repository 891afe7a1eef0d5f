package io.ringwall.plugin.docker;

import io.ringwall.sdk.event.ContainerAction;
import io.ringwall.sdk.event.ContainerEvent;
import io.ringwall.sdk.event.IpAddress;
import io.ringwall.sdk.event.Origin;
import io.ringwall.sdk.event.PublishedPort;
import io.ringwall.sdk.plugin.IdentityProvider;
import io.ringwall.sdk.plugin.IdentitySink;
import io.ringwall.sdk.plugin.PluginException;
import io.ringwall.sdk.plugin.PluginException.Category;
import io.ringwall.sdk.plugin.SourceContext;
import io.ringwall.sdk.source.Epochs;
import io.ringwall.sdk.source.Interruptions;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.TokenStreamLocation;

/** Tells what {@code docker inspect} printed, entry by entry. */
final class Inventory implements IdentityProvider {
  private final Path file;
  private final KnownContainers known;
  private final SourceContext context;
  private final Origin origin;
  private volatile boolean closed;
  private long entries;

  Inventory(Path file, KnownContainers known, SourceContext context, Origin origin) {
    this.file = file;
    this.known = known;
    this.context = context;
    this.origin = origin;
  }

  @Override
  public void run(IdentitySink sink) throws InterruptedException, PluginException {
    try (InputStream in = Files.newInputStream(file);
        JsonParser parser = Json.parser(in)) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        root(parser, token, sink);
      }
    } catch (JacksonException e) {
      if (e.getCause() instanceof ClosedByInterruptException interrupted) {
        throw Interruptions.of(interrupted);
      }
      throw new PluginException(Category.INPUT, notJson(e), e);
    } catch (ClosedByInterruptException e) {
      throw Interruptions.of(e);
    } catch (IOException e) {
      throw Epochs.unreadable(file, e);
    }
    sink.complete();
  }

  private String notJson(JacksonException e) {
    TokenStreamLocation at = e.getLocation();
    String where =
        at == null ? "" : ", line %d, column %d".formatted(at.getLineNr(), at.getColumnNr());
    String before =
        entries == 0
            ? "nothing of it was read"
            : "the %d entries before it were read".formatted(entries);
    return "inventory %s%s: expected JSON as docker inspect prints it: %s; %s"
        .formatted(file, where, JsonTrouble.of(e), before);
  }

  private void root(JsonParser parser, JsonToken token, IdentitySink sink) {
    if (token != JsonToken.START_ARRAY) {
      entry(parser, sink);
      return;
    }
    while (!closed && parser.nextToken() != JsonToken.END_ARRAY) {
      entry(parser, sink);
    }
  }

  private void entry(JsonParser parser, IdentitySink sink) {
    TokenStreamLocation at = parser.currentTokenLocation();
    Object value = Json.value(parser);
    long number = entries++;
    try {
      tell(Inspected.read(JsonObject.of(value, ""), origin.host()), number, sink);
    } catch (ShapeException e) {
      context.diagnostics().malformed("inventory-entry", 1);
      context
          .diagnostics()
          .remark(
              "inventory %s, line %d, column %d: entry %d is left out: %s"
                  .formatted(file, at.getLineNr(), at.getColumnNr(), number + 1, e.getMessage()));
    }
  }

  private void tell(Inspected container, long number, IdentitySink sink) {
    for (Inspected.Block block : container.blocks()) {
      sink.network(block.network(), block.block(), block.gateway());
    }
    for (PublishedPort port : container.ports()) {
      IpAddress address = port.hostAddress();
      if (address != null && !address.isLoopback()) {
        sink.hostAddress(address, origin.host());
      }
    }
    known.add(
        new KnownContainers.Known(
            container.workload(),
            container.started(),
            container.finished(),
            container.healthProbe()));
    Instant started = container.started();
    if (started == null) {
      context.diagnostics().count("containers-never-started", 1);
      return;
    }
    context.diagnostics().count("containers", 1);
    sink.container(event(container, number, started), container.finished());
  }

  private ContainerEvent event(Inspected container, long number, Instant started) {
    return ContainerEvent.builder(origin, number, started)
        .action(ContainerAction.START)
        .workload(container.workload())
        .networks(container.workload().networks())
        .mounts(container.mounts())
        .ports(container.ports())
        .security(container.security())
        .command(container.command())
        .entrypoint(container.entrypoint())
        .build();
  }

  @Override
  public void close() {
    closed = true;
  }
}
