package io.ringwall.engine.flows;

import static io.ringwall.engine.identity.Estate.at;

import io.ringwall.engine.config.Configuration;
import io.ringwall.engine.identity.Estate;
import io.ringwall.engine.identity.Identity;
import io.ringwall.engine.identity.IdentityLimits;
import io.ringwall.engine.model.Model;
import io.ringwall.sdk.event.AddressBlock;
import io.ringwall.sdk.event.ContainerAction;
import io.ringwall.sdk.event.Event;
import io.ringwall.sdk.event.Flow;
import io.ringwall.sdk.event.IpAddress;
import io.ringwall.sdk.event.Workload;
import java.time.Duration;
import java.util.function.Consumer;

/** The shop's network, and a table that tells its flows anew when more is known; for tests. */
public final class CorrectingTable {
  private final Estate estate = new Estate();
  private final Identity identity = new Identity("h1", IdentityLimits.DEFAULT);
  private final Model model = new Model(Configuration.DEFAULT);
  private final FlowTable table =
      new FlowTable(
          identity,
          model,
          new FlowLimits(FlowTable.SHARDS * 8, Duration.ofSeconds(10), Duration.ofSeconds(60)));
  private final Consumer<TrackedFlow> out;
  private long order;

  /** One that shows what it tells here. */
  public CorrectingTable(Consumer<TrackedFlow> out) {
    this.out = out;
    identity.network(
        "shop_default", AddressBlock.parse("172.18.0.0/16"), IpAddress.parse("172.18.0.1"));
  }

  /** Makes its events. */
  public Estate estate() {
    return estate;
  }

  /** What its flows are judged by. */
  public Model model() {
    return model;
  }

  /** Who is who there. */
  public Identity identity() {
    return identity;
  }

  /** How many flows it follows. */
  public int size() {
    return table.size();
  }

  /** A container did this. */
  public void told(ContainerAction action, Workload of, double seconds) {
    told(estate.container(action, of, at(seconds)));
  }

  /** An event told of containers or processes. */
  public void told(Event event) {
    identity.apply(event, ++order);
  }

  /** A source told of a flow. */
  public void flow(Flow flow) {
    told(flow);
    table.accept(flow, order, out);
  }

  /** Time has come to this. */
  public void advance(double seconds) {
    table.advance(at(seconds), out);
  }
}
