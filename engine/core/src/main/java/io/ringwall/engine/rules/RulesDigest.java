package io.ringwall.engine.rules;

import io.ringwall.engine.counts.CountSpec;
import io.ringwall.sdk.event.Event;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import java.util.zip.ZipFile;
import org.kie.api.KieServices;

/**
 * The digest of all that compiled rule sets depend on: their DRL, the SDK, Drools, the JDK, and the
 * code of this package.
 */
final class RulesDigest {
  private static final String RULES = "io/ringwall/engine/rules/";
  private static final String SDK = "io/ringwall/sdk/";

  private final MessageDigest digest;

  private RulesDigest(MessageDigest digest) {
    this.digest = digest;
  }

  static String of(List<RuleText> texts) {
    RulesDigest all = new RulesDigest(sha256());
    all.add(String.valueOf(KieServices.class.getPackage().getImplementationVersion()));
    all.add(String.valueOf(Runtime.version().feature()));
    all.addCode(RulesDigest.class, RULES);
    all.addCode(Event.class, SDK);
    texts.forEach(all::add);
    return HexFormat.of().formatHex(all.digest.digest(), 0, 16);
  }

  private void add(RuleText text) {
    add(text.ruleSet().name());
    add(String.join(",", text.ruleSet().counts().stream().map(CountSpec::name).toList()));
    for (DrlText drl : text.texts()) {
      add(String.valueOf(drl.path().getFileName()));
      add(drl.bytes());
    }
    add("");
  }

  private void add(String text) {
    add(text.getBytes(StandardCharsets.UTF_8));
  }

  private void add(byte[] bytes) {
    add(bytes.length);
    digest.update(bytes);
  }

  private void add(long number) {
    digest.update(ByteBuffer.allocate(Long.BYTES).putLong(number).array());
  }

  /** The classes under this folder of the JAR, or of the classes, that hold this one. */
  private void addCode(Class<?> one, String folder) {
    try {
      Path place = Path.of(one.getProtectionDomain().getCodeSource().getLocation().toURI());
      if (Files.isDirectory(place)) {
        addFolder(place.resolve(folder));
      } else {
        addJar(place, folder);
      }
    } catch (URISyntaxException e) {
      throw new IllegalStateException("the code of " + one.getName() + " is nowhere", e);
    } catch (IOException e) {
      throw new UncheckedIOException("the code of " + one.getName() + " cannot be read", e);
    }
  }

  private void addFolder(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        var crc = new CRC32C();
        crc.update(Files.readAllBytes(file));
        add(folder.relativize(file).toString());
        add(crc.getValue());
      }
    }
  }

  /** A JAR's directory has the checksums, so nothing needs to be unpacked. */
  private void addJar(Path file, String folder) throws IOException {
    try (ZipFile jar = new ZipFile(file.toFile())) {
      jar.stream()
          .filter(entry -> entry.getName().startsWith(folder))
          .forEach(entry -> {
            add(entry.getName());
            add(entry.getCrc());
          });
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
