package io.ringwall.sdk.plugin;

import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * What all factories have. The engine binds the configuration file's section of this name to the
 * record: keys are the component names in kebab-case, unknown keys are errors, components that are
 * left out keep the value that {@link #defaults()} has. The record's constructor validates and
 * throws {@link IllegalArgumentException} with a sentence.
 *
 * @param <C> the configuration: a public record of strings, numbers, booleans, enums, {@link
 *     java.time.Duration}, {@link java.nio.file.Path}, lists and maps of these, and such records
 */
@ConsumerType
public interface Factory<C extends Record> {
  /** Name in configuration, counters and events: lower-case letters, digits and hyphens. */
  String name();

  /** The configuration's type. */
  Class<C> configuration();

  /** The configuration that holds where the user says nothing. */
  C defaults();

  /**
   * What it needs of the host under this configuration, and how to find out whether that is there;
   * default nothing. Asked at any time and perhaps more than once, of what is in use: sources and
   * identity providers, sinks and actuators that the user wrote a section for. Must not block and
   * must not look: only the checks do. Where several factories of a plugin need the same, one of
   * them says so, or all; a check of the same feature and name is made once.
   */
  default List<HostCheck> needs(C configuration) {
    return List.of();
  }
}
