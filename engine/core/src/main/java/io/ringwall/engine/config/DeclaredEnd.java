package io.ringwall.engine.config;

import io.ringwall.sdk.event.AddressBlock;
import io.ringwall.sdk.event.IpAddress;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One end of an edge that was declared by hand: a class of workloads (namespace with service or
 * image or both), or exactly one of the others.
 *
 * @param namespace namespace of the class
 * @param service service of the class
 * @param image image of the class; tag and digest do not matter
 * @param name DNS name, as the source resolved it or as it stood in SNI or Host
 * @param block block of addresses
 * @param host name of a monitored host
 * @param address one address
 * @param outside everything outside the estate
 */
public record DeclaredEnd(
    @Nullable String namespace,
    @Nullable String service,
    @Nullable String image,
    @Nullable String name,
    @Nullable AddressBlock block,
    @Nullable String host,
    @Nullable IpAddress address,
    boolean outside) {
  private static void requireName(String key, @Nullable String pattern) {
    if (pattern != null) {
      Patterns.requireName(key, pattern);
    }
  }

  public DeclaredEnd {
    boolean workload = namespace != null;
    long others =
        Stream.of(name, block, host, address, outside ? "outside" : null)
            .filter(part -> part != null)
            .count();
    if (!workload && (service != null || image != null)) {
      throw new IllegalArgumentException("a service or image needs its namespace");
    }
    if (others + (workload ? 1 : 0) != 1) {
      throw new IllegalArgumentException(
          "an end is one of: namespace (with service or image), name, block, host, address,"
              + " outside");
    }
    requireName("namespace", namespace);
    requireName("service", service);
    requireName("name", name);
    if (image != null) {
      Patterns.requireImage("image", image);
    }
  }
}
