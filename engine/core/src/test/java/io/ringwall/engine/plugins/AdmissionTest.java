package io.ringwall.engine.plugins;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import jdk.security.jarsigner.JarSigner;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AdmissionTest {
  private static final char[] PASSWORD = "changeit".toCharArray();
  private static final String WORD = "word.txt";

  @TempDir Path root;
  private Path copies;
  private Path plain;
  private Path signed;
  private String signer;

  @BeforeEach
  void sign() throws Exception {
    copies = Files.createDirectories(root.resolve("copies"));
    plain =
        PluginJar.of("One", "public String name() { return \"one\"; }")
            .entry(WORD, "good".getBytes(StandardCharsets.UTF_8))
            .into(root, "plain.jar");
    Path keys = root.resolve("keys.p12");
    Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
    Process made =
        new ProcessBuilder(
                keytool.toString(),
                "-genkeypair",
                "-alias",
                "acme",
                "-keyalg",
                "EC",
                "-dname",
                "CN=acme",
                "-storetype",
                "PKCS12",
                "-storepass",
                "changeit",
                "-keystore",
                keys.toString())
            .redirectErrorStream(true)
            .redirectOutput(root.resolve("keytool.log").toFile())
            .start();
    assertEquals(0, made.waitFor());
    KeyStore store = KeyStore.getInstance(keys.toFile(), PASSWORD);
    signer = Copy.digest(store.getCertificate("acme").getEncoded());
    var entry =
        (KeyStore.PrivateKeyEntry)
            store.getEntry("acme", new KeyStore.PasswordProtection(PASSWORD));
    signed = root.resolve("signed.jar");
    try (var in = new ZipFile(plain.toFile());
        OutputStream out = Files.newOutputStream(signed)) {
      new JarSigner.Builder(entry).build().sign(in, out);
    }
  }

  private String refused(Path jar, Admission admission) {
    return assertThrows(Door.Refused.class, () -> new Door(copies, admission).admit(jar))
        .trouble()
        .reason();
  }

  /** The signed JAR with another text in an entry, or a further entry of that text. */
  private Path forged(String entryName) throws Exception {
    var bytes = new ByteArrayOutputStream();
    try (var in = new ZipInputStream(new ByteArrayInputStream(Files.readAllBytes(signed)));
        var out = new ZipOutputStream(bytes)) {
      for (ZipEntry one = in.getNextEntry(); one != null; one = in.getNextEntry()) {
        if (!one.getName().equals(entryName)) {
          out.putNextEntry(new ZipEntry(one.getName()));
          in.transferTo(out);
        }
      }
      out.putNextEntry(new ZipEntry(entryName));
      out.write("evil".getBytes(StandardCharsets.UTF_8));
    }
    return Files.write(root.resolve("forged.jar"), bytes.toByteArray());
  }

  @Test
  void letsInWhatIsListedOrSignedWhole() throws Exception {
    String digest = Copy.digest(Files.readAllBytes(plain));
    assertEquals(
        digest, new Door(copies, new Admission(Set.of(digest), Set.of())).admit(plain).digest());
    var bySigner = new Door(copies, new Admission(Set.of(), Set.of(signer)));
    assertEquals("vendor-one", bySigner.admit(signed).symbolicName());
  }

  @Test
  void saysWhyItRefusesTheRest() throws Exception {
    var other = new Admission(Set.of("0".repeat(64)), Set.of());
    assertEquals(
        "nobody admitted it: plugin-admission.digests does not list its SHA-256, "
            + Copy.digest(Files.readAllBytes(plain)),
        refused(plain, other));
    assertTrue(
        refused(plain, new Admission(Set.of(), Set.of(signer))).contains("it is not signed"));
    String stranger = refused(signed, new Admission(Set.of(), Set.of("1".repeat(64))));
    assertTrue(stranger.contains(signer + " (CN=acme)"), stranger);
  }

  @Test
  void namesTheEntryThatIsNotWhatWasSigned() throws Exception {
    for (Admission admission :
        new Admission[] {Admission.ALL, new Admission(Set.of(), Set.of(signer))}) {
      String tampered = refused(forged(WORD), admission);
      assertTrue(tampered.startsWith("its entry word.txt is not what was signed"), tampered);
      String added = refused(forged("added.txt"), admission);
      assertTrue(added.startsWith("its signature does not cover added.txt"), added);
    }
  }
}
