package io.ringwall.sdk.event;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImageTest {
  @ParameterizedTest
  @CsvSource({
    "redis, docker.io/library/redis:latest, docker.io/library/redis, latest",
    "redis:7, docker.io/library/redis:7, docker.io/library/redis, 7",
    "bitnami/redis, docker.io/bitnami/redis:latest, docker.io/bitnami/redis, latest",
    "index.docker.io/library/redis:7, docker.io/library/redis:7, docker.io/library/redis, 7",
    "docker.io/redis, docker.io/library/redis:latest, docker.io/library/redis, latest",
    "localhost/app, localhost/app:latest, localhost/app, latest",
    "localhost:5000/app:2, localhost:5000/app:2, localhost:5000/app, 2",
    "registry.test/shop/carts:1.0, registry.test/shop/carts:1.0, registry.test/shop/carts, 1.0"
  })
  void bringsReferencesIntoNormalForm(
      String reference, String normal, String repository, String tag) {
    Image image = Image.parse(reference);
    assertEquals(normal, image.reference());
    assertEquals(repository, image.repository());
    assertEquals(tag, image.tag());
    assertEquals(tag, image.version());
  }

  @ParameterizedTest
  @CsvSource({
    "redis@sha256:ab, docker.io/library/redis@sha256:ab, , sha256:ab",
    "redis:7@sha256:ab, docker.io/library/redis:7@sha256:ab, 7, 7"
  })
  void keepsDigests(String reference, String normal, String tag, String version) {
    Image image = Image.parse(reference);
    assertEquals(normal, image.reference());
    assertEquals(tag, image.tag());
    assertEquals("sha256:ab", image.digest());
    assertEquals(version, image.version());
  }
}
