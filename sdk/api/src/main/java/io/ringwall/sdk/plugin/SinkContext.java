package io.ringwall.sdk.plugin;

import io.ringwall.sdk.finding.Finding;
import org.osgi.annotation.versioning.ProviderType;

/** What a sink is given. Safe for any thread. */
@ProviderType
public interface SinkContext {
  /** Name of the plugin instance. */
  String name();

  /** Where trouble is reported. */
  Diagnostics diagnostics();

  /** A finding as one line of JSON, without line end: the form that all of Ringwall writes. */
  String json(Finding finding);
}
