package io.ringwall.plugin.docker;

import io.ringwall.sdk.plugin.IdentityProvider;
import io.ringwall.sdk.plugin.InventoryFactory;
import io.ringwall.sdk.plugin.PluginException;
import io.ringwall.sdk.plugin.SourceContext;
import io.ringwall.sdk.source.Epochs;
import java.nio.file.Path;

/** Reads what {@code docker inspect} prints. */
final class InspectFactory implements InventoryFactory<InspectSettings> {
  private final KnownContainers known;

  InspectFactory(KnownContainers known) {
    this.known = known;
  }

  @Override
  public String name() {
    return "docker-inspect";
  }

  @Override
  public Class<InspectSettings> configuration() {
    return InspectSettings.class;
  }

  @Override
  public InspectSettings defaults() {
    return new InspectSettings();
  }

  /** An array, or objects one after the other as {@code --format '{{json .}}'} prints them. */
  @Override
  public boolean recognises(byte[] head) {
    int start = Heads.firstByte(head);
    return start >= 0
        && (head[start] == '[' || head[start] == '{' && Heads.contains(head, "\"State\""));
  }

  @Override
  public IdentityProvider open(InspectSettings settings, Path file, SourceContext context)
      throws PluginException {
    return new Inventory(file, known, context, context.origin(Epochs.ofContent(file)));
  }
}
