package io.ringwall.engine.model;

import java.util.Comparator;

/**
 * An image in a namespace: what is asked whether it was ever seen.
 *
 * @param namespace the namespace
 * @param repository the image's repository
 */
record ClassKey(String namespace, String repository) {
  static final Comparator<ClassKey> ORDER =
      Comparator.comparing(ClassKey::namespace).thenComparing(ClassKey::repository);
}
