package io.ringwall.app.command;

import picocli.CommandLine.IVersionProvider;

/** The version of this Ringwall, and of what it stands on. */
final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    return new String[] {
      "ringwall " + of(Version.class) + " (rules API 1.0)",
      "Java "
          + System.getProperty("java.version")
          + ", "
          + System.getProperty("java.vendor")
          + "; Drools "
          + of(org.kie.api.KieServices.class)
    };
  }

  /** The version alone. */
  static String number() {
    return of(Version.class);
  }

  private static String of(Class<?> type) {
    String version = type.getPackage().getImplementationVersion();
    return version == null ? "of unknown version" : version;
  }
}
