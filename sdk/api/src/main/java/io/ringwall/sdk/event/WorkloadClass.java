package io.ringwall.sdk.event;

/**
 * What a container is, not which one: the nodes of the radar. Tag or digest of the image are a
 * version of the class and no part of it, so edges are inherited across versions.
 *
 * @param namespace namespace or project
 * @param service service within the namespace
 * @param repository image repository in normal form, such as <code>docker.io/library/redis</code>
 */
public record WorkloadClass(String namespace, String service, String repository) {
  @Override
  public String toString() {
    return namespace + "/" + service;
  }
}
