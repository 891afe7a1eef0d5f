package io.ringwall.sdk.event;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * Community ID v1 of a flow: the same for both directions and in every tool that implements it
 * (Corelight, community-id-spec).
 *
 * @param text {@code 1:} followed by the base64 of a SHA-1
 */
public record CommunityId(String text) {
  /** Computes the id of a flow, with seed 0; one SHA-1 a call. */
  public static CommunityId of(Flow flow) {
    int number = flow.protocolNumber();
    int from = flow.originator().port();
    int to = flow.responder().port();
    boolean oneWay = false;
    if (flow.protocol() == Protocol.ICMP || flow.protocol() == Protocol.ICMPV6) {
      Integer type = flow.icmpType();
      Integer code = flow.icmpCode();
      from = type == null ? 0 : type;
      int counterpart = counterpart(flow.protocol(), from);
      oneWay = counterpart < 0;
      to = oneWay ? (code == null ? 0 : code) : counterpart;
    }
    return of(flow.originator().address(), from, flow.responder().address(), to, number, oneWay);
  }

  private static CommunityId of(
      IpAddress from, int fromPort, IpAddress to, int toPort, int protocol, boolean oneWay) {
    int order = compareBytes(from, to);
    boolean swap = !oneWay && (order > 0 || order == 0 && fromPort > toPort);
    MessageDigest sha1 = sha1();
    sha1.update(new byte[2]);
    sha1.update((swap ? to : from).toBytes());
    sha1.update((swap ? from : to).toBytes());
    sha1.update((byte) protocol);
    sha1.update((byte) 0);
    if (hasPorts(protocol)) {
      port(sha1, swap ? toPort : fromPort);
      port(sha1, swap ? fromPort : toPort);
    }
    String hash =
        new String(Base64.getEncoder().encode(sha1.digest()), StandardCharsets.ISO_8859_1);
    return new CommunityId("1:" + hash);
  }

  private static int compareBytes(IpAddress left, IpAddress right) {
    int order = Long.compareUnsigned(left.high(), right.high());
    return order != 0 ? order : Long.compareUnsigned(left.low(), right.low());
  }

  private static void port(MessageDigest digest, int port) {
    digest.update((byte) (port >>> 8));
    digest.update((byte) port);
  }

  private static boolean hasPorts(int protocol) {
    return switch (protocol) {
      case 1, 6, 17, 58, 132 -> true;
      default -> false;
    };
  }

  private static int counterpart(Protocol protocol, int type) {
    if (protocol == Protocol.ICMP) {
      return switch (type) {
        case 8 -> 0;
        case 0 -> 8;
        case 13 -> 14;
        case 14 -> 13;
        case 15 -> 16;
        case 16 -> 15;
        case 17 -> 18;
        case 18 -> 17;
        case 10 -> 9;
        case 9 -> 10;
        default -> -1;
      };
    }
    return switch (type) {
      case 128, 130, 133, 135, 139, 144 -> type + 1;
      case 129, 131, 134, 136, 140, 145 -> type - 1;
      default -> -1;
    };
  }

  private static MessageDigest sha1() {
    try {
      return MessageDigest.getInstance("SHA-1");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-1", e);
    }
  }

  @Override
  public String toString() {
    return text;
  }
}
