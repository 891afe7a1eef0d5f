package io.ringwall.bench.application;

/**
 * An image repository.
 *
 * @param written as people write it
 * @param normal in normal form
 */
record Repository(String written, String normal) {
  /** A repository of Docker's own library. */
  static Repository library(String name) {
    return new Repository(name, "docker.io/library/" + name);
  }

  /** A repository of somebody at Docker's registry. */
  static Repository hub(String path) {
    return new Repository(path, "docker.io/" + path);
  }

  /** A repository of a registry that its name tells. */
  static Repository at(String registry, String path) {
    return new Repository(registry + "/" + path, registry + "/" + path);
  }
}
