package io.ringwall.engine.plugins;

import io.ringwall.engine.config.RingwallException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Comparator;
import java.util.Dictionary;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.felix.framework.FrameworkFactory;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.hooks.resolver.ResolverHook;
import org.osgi.framework.hooks.resolver.ResolverHookFactory;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.wiring.BundleCapability;
import org.osgi.framework.wiring.BundleRequirement;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.framework.wiring.BundleWiring;
import org.osgi.framework.wiring.FrameworkWiring;

/**
 * The embedded Felix. It resolves bundles and makes their class loaders; it starts none. Safe for
 * any thread.
 */
final class Bundles implements AutoCloseable {
  private static final long STOP_MILLIS = 5_000;
  private static final int DELETIONS = 5;
  private static final long PAUSE_NANOS = 20_000_000;
  private static final Pattern MISSING =
      Pattern.compile("osgi\\.wiring\\.package=([^)]+)\\)(?:\\(version>=([^)]+)\\))?");
  private static final Pattern JAVA = Pattern.compile("osgi\\.ee=JavaSE\\)\\(version=([^)]+)\\)");

  private final Framework framework;
  private final BundleContext context;
  private final Path storage;
  private final KernelGrant kernel;
  private final Path copies;

  /**
   * Makes a framework that keeps its files in a folder of its own below this one.
   *
   * @param parent an existing folder, for files that are needed only while it runs
   * @param granted symbolic names of the bundles that may use the kernel
   */
  Bundles(Path parent, Set<String> granted) {
    kernel = new KernelGrant(granted);
    try {
      storage = Files.createTempDirectory(parent, "bundles-");
      copies = Files.createDirectory(storage.resolve("plugins"));
      framework = new FrameworkFactory().newFramework(configuration(storage.resolve("felix")));
      framework.init();
    } catch (IOException | BundleException e) {
      throw new RingwallException(
          RingwallException.Category.RESOURCE,
          "the plugin host cannot use the folder " + parent + ": " + e.getMessage(),
          e);
    }
    context = framework.getBundleContext();
    context.registerService(ResolverHookFactory.class, kernel, null);
    context.registerService(
        ResolverHookFactory.class, bundles -> new Versions(), FrameworkUtil.asDictionary(Map.of()));
  }

  /**
   * A successor is resolved while its predecessor still is, even of a bundle that says singleton.
   */
  private static final class Versions implements ResolverHook {
    @Override
    public void filterResolvable(Collection<BundleRevision> candidates) {}

    @Override
    public void filterSingletonCollisions(
        BundleCapability singleton, Collection<BundleCapability> collisions) {
      collisions.clear();
    }

    @Override
    public void filterMatches(
        BundleRequirement requirement, Collection<BundleCapability> candidates) {}

    @Override
    public void end() {}
  }

  private static Map<String, String> configuration(Path storage) {
    return Map.of(
        Constants.FRAMEWORK_STORAGE,
        storage.toString(),
        Constants.FRAMEWORK_BUNDLE_PARENT,
        Constants.FRAMEWORK_BUNDLE_PARENT_BOOT,
        Constants.FRAMEWORK_BOOTDELEGATION,
        "",
        "felix.bootdelegation.implicit",
        "false",
        "felix.service.urlhandlers",
        "false",
        "felix.cache.locking",
        "false",
        Constants.FRAMEWORK_BSNVERSION,
        Constants.FRAMEWORK_BSNVERSION_MULTIPLE,
        "felix.log.level",
        "0",
        Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA,
        SystemPackages.extra());
  }

  /** Where copies of JARs are kept: a folder of this framework's own. */
  Path copies() {
    return copies;
  }

  /** Installs the copy of a JAR where it lies. */
  synchronized Bundle install(Candidate candidate) throws PluginTrouble {
    Bundle bundle;
    try {
      bundle = context.installBundle("reference:" + candidate.copy().toUri());
    } catch (BundleException e) {
      throw PluginTrouble.refused("it cannot be installed: " + e.getMessage());
    }
    Dictionary<String, String> headers = bundle.getHeaders("");
    boolean same =
        candidate.symbolicName().equals(bundle.getSymbolicName())
            && Candidate.FORBIDDEN.stream().allMatch(header -> headers.get(header) == null);
    if (!same) {
      uninstall(bundle);
      throw PluginTrouble.refused("its manifest reads differently, depending on who reads it");
    }
    return bundle;
  }

  /** Uninstalls a bundle and lets go of its class loader. */
  synchronized void uninstall(Bundle bundle) {
    BundleWiring wiring = bundle.adapt(BundleWiring.class);
    if (wiring != null) {
      ResourceBundle.clearCache(wiring.getClassLoader());
    }
    var refreshed = new CountDownLatch(1);
    try {
      bundle.uninstall();
      framework
          .adapt(FrameworkWiring.class)
          .refreshBundles(
              List.of(bundle),
              event -> {
                if (event.getType() == FrameworkEvent.PACKAGES_REFRESHED) {
                  refreshed.countDown();
                }
              });
      if (!refreshed.await(STOP_MILLIS, TimeUnit.MILLISECONDS)) {
        throw new IllegalStateException("the plugin host does not let go of " + bundle);
      }
    } catch (BundleException e) {
      throw new IllegalStateException("the plugin host does not uninstall " + bundle, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Resolves what can be resolved, all in one go. */
  synchronized void resolve(Collection<Bundle> bundles) {
    framework.adapt(FrameworkWiring.class).resolveBundles(bundles);
  }

  /** The loader of a resolved bundle. */
  ClassLoader loader(Bundle bundle) throws PluginTrouble {
    BundleWiring wiring = bundle.adapt(BundleWiring.class);
    if (wiring == null) {
      throw unresolved(bundle);
    }
    return wiring.getClassLoader();
  }

  /** Felix tells why only when a class is asked for. */
  private PluginTrouble unresolved(Bundle bundle) {
    try {
      bundle.loadClass("none");
      return PluginTrouble.failed("it does not resolve");
    } catch (ClassNotFoundException e) {
      return missing(bundle, String.valueOf(e.getCause() == null ? e : e.getCause()))
          .orElseGet(() -> PluginTrouble.failed("it does not resolve: " + e.getMessage()));
    }
  }

  private Optional<PluginTrouble> missing(Bundle bundle, String problem) {
    Matcher wanted = MISSING.matcher(problem);
    if (wanted.find()) {
      if (KernelGrant.isKernel(wanted.group(1))) {
        return Optional.of(PluginTrouble.refused(kernel.refusal(bundle.getSymbolicName())));
      }
      String version = wanted.group(2) == null ? "" : " " + wanted.group(2);
      return Optional.of(
          PluginTrouble.failed(
              "it needs the package "
                  + wanted.group(1)
                  + version
                  + ", which neither Ringwall's SDK nor the plugin itself offers"));
    }
    Matcher java = JAVA.matcher(problem);
    return java.find()
        ? Optional.of(
            PluginTrouble.failed(
                "it needs Java "
                    + java.group(1)
                    + ", and this is Java "
                    + Runtime.version().feature()))
        : Optional.empty();
  }

  @Override
  public void close() {
    try {
      framework.stop();
      framework.waitForStop(STOP_MILLIS);
    } catch (BundleException e) {
      throw new IllegalStateException("the plugin host does not stop", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      delete(storage);
    }
  }

  /** Who did not stop in time may still be writing there: it is tried again, and then left. */
  private static void delete(Path folder) {
    for (int tries = 0; tries < DELETIONS && Files.exists(folder); tries++) {
      try (Stream<Path> all = Files.walk(folder)) {
        for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
          Files.deleteIfExists(path);
        }
      } catch (IOException | UncheckedIOException e) {
        LockSupport.parkNanos(PAUSE_NANOS);
      }
    }
  }
}
