package io.ringwall.engine.plugins;

import java.util.Collection;
import java.util.Set;
import org.osgi.framework.hooks.resolver.ResolverHook;
import org.osgi.framework.hooks.resolver.ResolverHookFactory;
import org.osgi.framework.namespace.PackageNamespace;
import org.osgi.framework.wiring.BundleCapability;
import org.osgi.framework.wiring.BundleRequirement;
import org.osgi.framework.wiring.BundleRevision;

/**
 * Shows the packages of the kernel's module to the bundles that it was granted to, and hides them
 * from all others, which then do not resolve.
 *
 * @param granted symbolic names of bundles
 */
record KernelGrant(Set<String> granted) implements ResolverHookFactory {
  /** The module with native access; its packages begin with this name, too. */
  static final String MODULE = "io.ringwall.kernel";

  KernelGrant {
    granted = Set.copyOf(granted);
  }

  /** Is this a package of the kernel's. */
  static boolean isKernel(String name) {
    return name.equals(MODULE) || name.startsWith(MODULE + ".");
  }

  /** Why a bundle that imports the kernel did not resolve, for people. */
  String refusal(String symbolicName) {
    if (ModuleLayer.boot().findModule(MODULE).isEmpty()) {
      return "it needs the kernel (" + MODULE + "), which this Ringwall was started without";
    }
    return "it needs the kernel (%s), which was not granted to it: 'plugin-admission: kernel' in ringwall.yaml does not name '%s'"
        .formatted(MODULE, symbolicName);
  }

  @Override
  public ResolverHook begin(Collection<BundleRevision> triggers) {
    return new Hook();
  }

  private final class Hook implements ResolverHook {
    @Override
    public void filterResolvable(Collection<BundleRevision> candidates) {}

    @Override
    public void filterSingletonCollisions(
        BundleCapability singleton, Collection<BundleCapability> candidates) {}

    @Override
    public void filterMatches(
        BundleRequirement requirement, Collection<BundleCapability> candidates) {
      if (!granted.contains(requirement.getRevision().getSymbolicName())) {
        candidates.removeIf(KernelGrant::isOfTheKernel);
      }
    }

    @Override
    public void end() {}
  }

  private static boolean isOfTheKernel(BundleCapability capability) {
    return capability.getAttributes().get(PackageNamespace.PACKAGE_NAMESPACE) instanceof String name
        && isKernel(name);
  }
}
