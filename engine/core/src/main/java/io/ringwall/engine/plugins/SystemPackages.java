package io.ringwall.engine.plugins;

import io.ringwall.engine.config.RingwallException;
import io.ringwall.sdk.plugin.Plugin;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

/**
 * What the engine shows to bundles: the SDK, the annotations in its signatures, and where it was
 * started with it, the kernel, in the versions that their own manifests state, so that they can
 * never drift apart. Who sees the kernel is {@link KernelGrant}'s business.
 */
final class SystemPackages {
  private SystemPackages() {}

  /** For {@code org.osgi.framework.system.packages.extra}. */
  static String extra() {
    String kernel =
        ModuleLayer.boot()
            .configuration()
            .findModule(KernelGrant.MODULE)
            .flatMap(module -> module.reference().location())
            .map(location -> "," + exports(location))
            .orElse("");
    return exports(Plugin.class) + "," + exports(NullMarked.class) + kernel;
  }

  private static String exports(Class<?> type) {
    CodeSource source = type.getProtectionDomain().getCodeSource();
    if (source == null) {
      throw internal("nobody knows where " + type.getName() + " comes from", null);
    }
    try {
      return exports(source.getLocation().toURI());
    } catch (URISyntaxException e) {
      throw internal("the manifest of " + source.getLocation() + " cannot be read", e);
    }
  }

  private static String exports(URI location) {
    try {
      String exports = manifest(location).getMainAttributes().getValue("Export-Package");
      if (exports == null) {
        throw internal(location + " has no Export-Package in its manifest", null);
      }
      return exports;
    } catch (IOException e) {
      throw internal("the manifest of " + location + " cannot be read", e);
    }
  }

  private static Manifest manifest(URI location) throws IOException {
    Path path = Path.of(location);
    if (Files.isDirectory(path)) {
      try (InputStream stream = Files.newInputStream(path.resolve(JarFile.MANIFEST_NAME))) {
        return new Manifest(stream);
      }
    }
    try (var jar = new JarFile(path.toFile())) {
      Manifest manifest = jar.getManifest();
      return manifest == null ? new Manifest() : manifest;
    }
  }

  private static RingwallException internal(String sentence, @Nullable Exception cause) {
    return new RingwallException(RingwallException.Category.INTERNAL, sentence, cause);
  }
}
