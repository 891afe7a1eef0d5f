package io.ringwall.plugin.networkpolicy;

import io.ringwall.sdk.event.AddressBlock;
import io.ringwall.sdk.event.EdgeEnd;
import io.ringwall.sdk.event.EdgeEndKind;
import io.ringwall.sdk.event.IpAddress;
import io.ringwall.sdk.plugin.Member;
import io.ringwall.sdk.plugin.Membership;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;

/**
 * Address blocks as peers. An address that a container holds stands for its class and is let pass
 * by that class's edges only: it is excepted from every block.
 */
final class Blocks {
  private static final Comparator<AddressBlock> WIDEST_FIRST =
      Comparator.comparing((AddressBlock block) -> !block.base().isIpv4())
          .thenComparingInt(AddressBlock::prefix)
          .thenComparing(AddressBlock::base);
  private static final List<AddressBlock> EVERYTHING =
      List.of(AddressBlock.parse("0.0.0.0/0"), AddressBlock.parse("::/0"));

  private final List<AddressBlock> pods;
  private final List<AddressBlock> members;

  Blocks(List<AddressBlock> pods, Membership membership) {
    this.pods = pods;
    var held = new TreeSet<>(WIDEST_FIRST);
    for (Collection<Member> some : membership.members().values()) {
      for (Member member : some) {
        IpAddress address = new IpAddress(member.address().high(), member.address().low());
        held.add(single(address));
      }
    }
    this.members = List.copyOf(held);
  }

  private static AddressBlock single(IpAddress address) {
    return AddressBlock.of(address, address.isIpv4() ? 32 : 128);
  }

  /** A block and what within it does not count. */
  record Peer(AddressBlock block, List<AddressBlock> except) {}

  /**
   * The blocks that an end is; none when nothing is left of it.
   *
   * @throws IllegalArgumentException when it names no address nor block
   */
  List<Peer> peers(EdgeEnd end) {
    boolean outside = end.kind() == EdgeEndKind.OUTSIDE;
    List<AddressBlock> without = new ArrayList<>(outside ? pods : List.of());
    without.addAll(members);
    List<Peer> peers = new ArrayList<>();
    for (AddressBlock block : outside ? EVERYTHING : List.of(named(end))) {
      if (without.stream().noneMatch(one -> covers(one, block))) {
        peers.add(new Peer(block, within(block, without)));
      }
    }
    return peers;
  }

  /** Is the end a block or address among those that pods live in. */
  boolean mayHoldPods(EdgeEnd end) {
    if (end.kind() != EdgeEndKind.BLOCK && end.kind() != EdgeEndKind.ADDRESS) {
      return false;
    }
    AddressBlock block = named(end);
    return pods.stream().anyMatch(one -> covers(one, block) || covers(block, one));
  }

  private static AddressBlock named(EdgeEnd end) {
    if (end.kind() == EdgeEndKind.BLOCK) {
      return AddressBlock.parse(end.name());
    }
    IpAddress address = IpAddress.parse(end.name());
    if (address.zone() != null) {
      throw new IllegalArgumentException("an address with a zone is known on its own host only");
    }
    return single(address);
  }

  /** The widest blocks within one, in a fixed order. */
  private static List<AddressBlock> within(AddressBlock block, List<AddressBlock> without) {
    List<AddressBlock> widest = new ArrayList<>();
    for (AddressBlock one : without.stream().sorted(WIDEST_FIRST).toList()) {
      if (covers(block, one) && widest.stream().noneMatch(wider -> covers(wider, one))) {
        widest.add(one);
      }
    }
    return widest;
  }

  private static boolean covers(AddressBlock wide, AddressBlock narrow) {
    return wide.base().isIpv4() == narrow.base().isIpv4()
        && wide.prefix() <= narrow.prefix()
        && wide.contains(narrow.base());
  }
}
