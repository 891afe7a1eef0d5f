package io.ringwall.engine.plugins;

import io.ringwall.sdk.plugin.Plugin;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;

/**
 * A JAR that passed the door.
 *
 * @param file where it lies in the folder of plugins
 * @param copy the engine's own copy: the bytes that were looked at are the bytes that are loaded
 * @param digest SHA-256 of these bytes, in hex
 * @param symbolicName the bundle's name
 * @param version the bundle's version
 */
record Candidate(Path file, Path copy, String digest, String symbolicName, String version) {
  private static final String SERVICES = "META-INF/services/" + Plugin.class.getName();
  private static final String SDK_FOLDER = "io/ringwall/sdk/";
  private static final int SERVICES_MAX = 65_536;

  /**
   * What would run code that nobody called, reach into other bundles, or leave the class loader's
   * box.
   */
  static final List<String> FORBIDDEN =
      List.of(
          "Bundle-Activator",
          "ExtensionBundle-Activator",
          "Fragment-Host",
          "DynamicImport-Package",
          "Require-Bundle",
          "Bundle-NativeCode");

  /** Looks at a JAR without running anything of it. */
  static Candidate of(Path file, Copy copy, JarFile jar, Set<String> entries)
      throws PluginTrouble, IOException {
    Manifest manifest = jar.getManifest();
    if (manifest == null) {
      throw PluginTrouble.refused("it has no manifest, and a plugin is an OSGi bundle");
    }
    Attributes attributes = manifest.getMainAttributes();
    String name = header(attributes, "Bundle-SymbolicName");
    if (name.isEmpty()) {
      throw PluginTrouble.refused(
          "it is no OSGi bundle: its manifest has no Bundle-SymbolicName; build it with bnd");
    }
    for (String forbidden : FORBIDDEN) {
      if (attributes.getValue(forbidden) != null) {
        throw PluginTrouble.refused("its manifest has " + forbidden + ", which no plugin may have");
      }
    }
    checkSdk(entries, header(attributes, "Import-Package"));
    checkEntry(jar, entries);
    return new Candidate(
        file, copy.path(), copy.digest(), plain(name), header(attributes, "Bundle-Version"));
  }

  private static String header(Attributes attributes, String name) {
    String value = attributes.getValue(name);
    return value == null ? "" : value.trim();
  }

  private static String plain(String symbolicName) {
    int directives = symbolicName.indexOf(';');
    return directives < 0 ? symbolicName : symbolicName.substring(0, directives).trim();
  }

  private static void checkSdk(Set<String> entries, String imports) throws PluginTrouble {
    if (!imports.contains(Plugin.class.getPackageName())) {
      throw PluginTrouble.refused(
          "it does not use the SDK: its manifest does not import " + Plugin.class.getPackageName());
    }
    boolean embedded =
        entries.stream().anyMatch(name -> name.startsWith(SDK_FOLDER) && name.endsWith(".class"));
    if (embedded) {
      throw PluginTrouble.refused(
          "it holds classes of the SDK itself; they have to come from Ringwall");
    }
  }

  private static void checkEntry(JarFile jar, Set<String> entries)
      throws PluginTrouble, IOException {
    ZipEntry services = jar.getEntry(SERVICES);
    if (services == null) {
      throw PluginTrouble.refused("it names no plugin: it has no " + SERVICES);
    }
    String text;
    try (InputStream stream = jar.getInputStream(services)) {
      text = new String(stream.readNBytes(SERVICES_MAX), StandardCharsets.UTF_8);
    }
    List<String> names =
        text.lines().map(Candidate::withoutComment).filter(line -> !line.isEmpty()).toList();
    if (names.size() != 1) {
      throw PluginTrouble.refused(
          "it has to name one plugin in " + SERVICES + ", and names " + names.size());
    }
    if (!entries.contains(names.getFirst().replace('.', '/') + ".class")) {
      throw PluginTrouble.refused(
          "it names the plugin " + names.getFirst() + ", which it does not hold");
    }
  }

  private static String withoutComment(String line) {
    int comment = line.indexOf('#');
    return (comment < 0 ? line : line.substring(0, comment)).trim();
  }
}
