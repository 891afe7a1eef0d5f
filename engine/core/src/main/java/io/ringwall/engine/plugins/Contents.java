package io.ringwall.engine.plugins;

import java.io.IOException;
import java.io.InputStream;
import java.security.CodeSigner;
import java.security.cert.Certificate;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Enumeration;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/** What a JAR holds, every entry read to its end: only then does Java check its signature. */
final class Contents {
  private static final Pattern SIGNATURE =
      Pattern.compile("META-INF/(?:SIG-[^/]*|[^/]*\\.(?:SF|RSA|DSA|EC))");
  private static final Pattern SIGNATURE_FILE = Pattern.compile("META-INF/[^/]*\\.SF");
  private static final long SIZE_MAX = 4L << 30;
  private static final int ENTRIES_MAX = 200_000;
  private static final int BUFFER = 1 << 16;
  private static final int NAMED_MAX = 3;

  private final Set<String> names = new HashSet<>();
  private final List<String> unsigned = new ArrayList<>();
  private final Map<String, String> subjects = new TreeMap<>();
  private @Nullable Set<String> signersOfAll;
  private boolean claimsSignature;
  private long size;

  private Contents() {}

  /**
   * Reads a JAR.
   *
   * @throws ZipException when it is damaged, or not yet whole
   */
  static Contents of(JarFile jar) throws PluginTrouble, IOException {
    var contents = new Contents();
    Enumeration<JarEntry> entries = jar.entries();
    while (entries.hasMoreElements()) {
      contents.read(jar, entries.nextElement());
    }
    return contents;
  }

  private void read(JarFile jar, JarEntry entry) throws PluginTrouble, IOException {
    String name = entry.getName();
    String upper = name.toUpperCase(Locale.ROOT);
    if (!names.add(name)) {
      throw PluginTrouble.refused("it holds the entry " + name + " twice");
    }
    if (names.size() > ENTRIES_MAX) {
      throw PluginTrouble.refused("it holds more than " + ENTRIES_MAX + " entries");
    }
    if (upper.equals(JarFile.MANIFEST_NAME) && !name.equals(JarFile.MANIFEST_NAME)) {
      throw PluginTrouble.refused(
          "it holds " + name + ", which some readers take for its manifest and others do not");
    }
    drain(jar, entry);
    if (SIGNATURE_FILE.matcher(upper).matches()) {
      claimsSignature = true;
    }
    boolean bySignature =
        entry.isDirectory()
            || name.equals(JarFile.MANIFEST_NAME)
            || SIGNATURE.matcher(upper).matches();
    if (!bySignature) {
      note(name, entry.getCodeSigners());
    }
  }

  private void drain(JarFile jar, JarEntry entry) throws PluginTrouble, IOException {
    var sum = new CRC32();
    try (InputStream stream = jar.getInputStream(entry)) {
      byte[] buffer = new byte[BUFFER];
      for (int read = stream.read(buffer); read >= 0; read = stream.read(buffer)) {
        size += read;
        if (size > SIZE_MAX) {
          throw PluginTrouble.refused("it unpacks to more than 4 GiB, which no plugin does");
        }
        sum.update(buffer, 0, read);
      }
    } catch (SecurityException e) {
      throw PluginTrouble.refused(
          "its entry " + entry.getName() + " is not what was signed: " + e.getMessage());
    }
    if (entry.getCrc() != -1 && entry.getCrc() != sum.getValue()) {
      throw new ZipException("its entry " + entry.getName() + " is damaged");
    }
  }

  private void note(String name, CodeSigner @Nullable [] signers) {
    Set<String> ofThis = new LinkedHashSet<>();
    if (signers != null) {
      for (CodeSigner signer : signers) {
        ofThis.add(digest(signer.getSignerCertPath().getCertificates().getFirst()));
      }
    }
    if (ofThis.isEmpty()) {
      unsigned.add(name);
    }
    if (signersOfAll == null) {
      signersOfAll = ofThis;
    } else {
      signersOfAll.retainAll(ofThis);
    }
  }

  private String digest(Certificate certificate) {
    try {
      String digest = Copy.digest(certificate.getEncoded());
      String subject =
          certificate instanceof X509Certificate x509
              ? x509.getSubjectX500Principal().getName()
              : certificate.getType();
      subjects.put(digest, subject);
      return digest;
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException("a certificate that was read cannot be written", e);
    }
  }

  /** Names of all entries. */
  Set<String> names() {
    return names;
  }

  /** Does it hold a signature, good or not. */
  boolean claimsSignature() {
    return claimsSignature;
  }

  /** SHA-256 of the certificates of those who each signed every entry. */
  Set<String> signersOfAll() {
    return signersOfAll == null ? Set.of() : signersOfAll;
  }

  /** These signers for people: digest and subject. */
  List<String> described(Collection<String> signers) {
    return signers.stream().map(one -> one + " (" + subjects.get(one) + ")").toList();
  }

  void requireSignedWhole() throws PluginTrouble {
    if (!claimsSignature) {
      throw PluginTrouble.refused(
          "nobody admitted it: plugin-admission.digests does not list its SHA-256, and it is not"
              + " signed");
    }
    if (!unsigned.isEmpty()) {
      int more = unsigned.size() - NAMED_MAX;
      throw PluginTrouble.refused(
          "its signature does not cover "
              + String.join(", ", unsigned.subList(0, Math.min(NAMED_MAX, unsigned.size())))
              + (more > 0 ? " and " + more + " more" : "")
              + ": added after it was signed, or signed in a way that Java no longer trusts");
    }
    if (signersOfAll().isEmpty()) {
      throw PluginTrouble.refused("nobody signed all of its entries: each signed a part");
    }
  }
}
