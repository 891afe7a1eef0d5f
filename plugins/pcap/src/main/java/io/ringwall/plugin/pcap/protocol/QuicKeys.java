package io.ringwall.plugin.pcap.protocol;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * The client's Initial keys, which anyone can derive from the first destination connection id (RFC
 * 9001, 5.2).
 */
final class QuicKeys {
  private static final int SAMPLE = 16;

  private final SecretKeySpec key;
  private final byte[] vector;
  private final SecretKeySpec headerKey;

  private QuicKeys(SecretKeySpec key, byte[] vector, SecretKeySpec headerKey) {
    this.key = key;
    this.vector = vector;
    this.headerKey = headerKey;
  }

  static QuicKeys of(QuicVersion version, byte[] connectionId) {
    try {
      byte[] initial = hmac(HexFormat.of().parseHex(version.salt()), connectionId);
      byte[] client = expand(initial, "client in", 32);
      return new QuicKeys(
          new SecretKeySpec(expand(client, version.labels() + " key", 16), "AES"),
          expand(client, version.labels() + " iv", 12),
          new SecretKeySpec(expand(client, version.labels() + " hp", 16), "AES"));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has HMAC-SHA-256", e);
    }
  }

  private static byte[] hmac(byte[] key, byte[]... parts) throws GeneralSecurityException {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    for (byte[] part : parts) {
      mac.update(part);
    }
    return mac.doFinal();
  }

  /** HKDF-Expand-Label (RFC 8446, 7.1) for at most one block. */
  private static byte[] expand(byte[] secret, String label, int length)
      throws GeneralSecurityException {
    byte[] name = ("tls13 " + label).getBytes(StandardCharsets.US_ASCII);
    byte[] head = {0, (byte) length, (byte) name.length};
    return Arrays.copyOf(hmac(secret, head, name, new byte[] {0, 1}), length);
  }

  /**
   * Opens an Initial packet.
   *
   * @param packet header and protected payload; its header protection is removed in place
   * @param numberAt index of the packet number
   * @return the frames, or null when these are not its keys
   */
  byte @Nullable [] open(byte[] packet, int numberAt) {
    if (packet.length < numberAt + 4 + SAMPLE) {
      return null;
    }
    try {
      return openChecked(packet.clone(), numberAt);
    } catch (GeneralSecurityException e) {
      return null;
    }
  }

  private byte[] openChecked(byte[] packet, int numberAt) throws GeneralSecurityException {
    Cipher block = Cipher.getInstance("AES/ECB/NoPadding");
    block.init(Cipher.ENCRYPT_MODE, headerKey);
    byte[] mask = block.doFinal(packet, numberAt + 4, SAMPLE);
    packet[0] ^= (byte) (mask[0] & 0x0f);
    int numberLength = (packet[0] & 3) + 1;
    byte[] nonce = vector.clone();
    for (int i = 0; i < numberLength; i++) {
      packet[numberAt + i] ^= mask[1 + i];
      nonce[nonce.length - numberLength + i] ^= packet[numberAt + i];
    }
    int header = numberAt + numberLength;
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(Cipher.DECRYPT_MODE, key, new GCMParameterSpec(128, nonce));
    cipher.updateAAD(packet, 0, header);
    return cipher.doFinal(packet, header, packet.length - header);
  }
}
