package io.ringwall.bench.packet;

import io.ringwall.sdk.event.IpAddress;

/** What stations say to find each other: ARP, IPv6 neighbour discovery, MLD and IGMP. */
public final class Housekeeping {
  private static final long BROADCAST = 0xffff_ffff_ffffL;
  private static final int HOPS = 255;

  private final Recording recording;

  /** Speaks in that recording. */
  public Housekeeping(Recording recording) {
    this.recording = recording;
  }

  /** Somebody asks who has an address; answered by its holder. */
  public void whoHas(Station asking, Station asked, long nanos) {
    ask(asking, asked.address(), nanos);
    recording.add(
        nanos + 40_000,
        Frames.ethernet(asked.mac(), asking.mac(), Frames.ARP_TYPE, arp(2, asked, asking)),
        false);
  }

  /** Somebody asks who has an address. */
  public void ask(Station asking, IpAddress address, long nanos) {
    byte[] request = arp(1, asking, new Station(address, 0));
    recording.add(nanos, Frames.ethernet(asking.mac(), BROADCAST, Frames.ARP_TYPE, request), false);
  }

  private static byte[] arp(int operation, Station from, Station to) {
    return new Bytes()
        .u16(1)
        .u16(Frames.IPV4_TYPE)
        .u8(6)
        .u8(4)
        .u16(operation)
        .u48(from.mac())
        .raw(from.address().toBytes())
        .u48(to.mac())
        .raw(to.address().toBytes())
        .toArray();
  }

  /** Somebody solicits a neighbour, which advertises itself (RFC 4861). */
  public void neighbour(Station asking, Station asked, long nanos) {
    IpAddress group =
        new IpAddress(0xff02L << 48, 0x1_ff00_0000L | asked.address().low() & 0xff_ffffL);
    Station all = new Station(group, 0x3333_0000_0000L | group.low() & 0xffff_ffffL);
    byte[] solicitation =
        new Bytes().zeros(4).raw(asked.address().toBytes()).u8(1).u8(1).u48(asking.mac()).toArray();
    byte[] advertisement =
        new Bytes()
            .u32(0x6000_0000L)
            .raw(asked.address().toBytes())
            .u8(2)
            .u8(1)
            .u48(asked.mac())
            .toArray();
    icmpv6(asking, all, 135, solicitation, nanos);
    icmpv6(asked, asking, 136, advertisement, nanos + 40_000);
  }

  /** Somebody looks for routers. */
  public void solicitRouter(Station asking, long nanos) {
    Station routers = new Station(new IpAddress(0xff02L << 48, 2), 0x3333_0000_0002L);
    byte[] body = new Bytes().zeros(4).u8(1).u8(1).u48(asking.mac()).toArray();
    icmpv6(asking, routers, 133, body, nanos);
  }

  private void icmpv6(Station from, Station to, int type, byte[] body, long nanos) {
    byte[] message = Frames.icmp(from.address(), to.address(), type, 0, body);
    byte[] packet = Frames.ipv6(from.address(), to.address(), Frames.ICMPV6, HOPS, message);
    recording.add(nanos, Frames.ethernet(from.mac(), to.mac(), Frames.IPV6_TYPE, packet), false);
  }

  /** Somebody joins a group (MLDv2, RFC 3810). */
  public void joinIpv6(Station joining, long nanos) {
    Station routers = new Station(new IpAddress(0xff02L << 48, 0x16), 0x3333_0000_0016L);
    IpAddress group = new IpAddress(0xff02L << 48, 0xfb);
    byte[] body = new Bytes().u16(0).u16(1).u8(4).u8(0).u16(0).raw(group.toBytes()).toArray();
    byte[] report = Frames.icmp(joining.address(), routers.address(), 143, 0, body);
    // Hop-by-hop options with a router alert come first.
    byte[] options = new Bytes().u8(Frames.ICMPV6).u8(0).u32(0x0502_0000L).u16(0x0100).toArray();
    byte[] packet =
        Frames.ipv6(
            joining.address(),
            routers.address(),
            0,
            1,
            new Bytes().raw(options).raw(report).toArray());
    recording.add(
        nanos, Frames.ethernet(joining.mac(), routers.mac(), Frames.IPV6_TYPE, packet), false);
  }

  /** Somebody joins a group (IGMPv3, RFC 3376). */
  public void joinIpv4(Station joining, long nanos) {
    byte[] report =
        new Bytes()
            .u8(0x22)
            .u8(0)
            .u16(0)
            .u16(0)
            .u16(1)
            .u8(4)
            .u8(0)
            .u16(0)
            .u32(0xe000_00fbL)
            .toArray();
    Frames.put(report, 2, Frames.checksum(0, report));
    IpAddress routers = IpAddress.ofIpv4(0xe000_0016);
    byte[] packet = Frames.ipv4(joining.address(), routers, Frames.IGMP, 0, 1, report);
    recording.add(
        nanos, Frames.ethernet(joining.mac(), 0x0100_5e00_0016L, Frames.IPV4_TYPE, packet), false);
  }
}
