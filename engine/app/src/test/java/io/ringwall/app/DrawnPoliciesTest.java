package io.ringwall.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import io.ringwall.app.DrawnModel.Party;
import io.ringwall.engine.intake.Tally;
import io.ringwall.engine.model.Permitted;
import io.ringwall.engine.response.AllowedEdges;
import io.ringwall.engine.response.Members;
import io.ringwall.plugin.networkpolicy.NetworkPolicyPlugin;
import io.ringwall.plugin.networkpolicy.NetworkPolicySettings;
import io.ringwall.sdk.event.AddressBlock;
import io.ringwall.sdk.event.EdgeEnd;
import io.ringwall.sdk.event.EdgeEndKind;
import io.ringwall.sdk.event.EdgeKey;
import io.ringwall.sdk.event.Protocol;
import io.ringwall.sdk.event.WorkloadClass;
import io.ringwall.sdk.plugin.Actuator;
import io.ringwall.sdk.plugin.ActuatorContext;
import io.ringwall.sdk.plugin.ActuatorFactory;
import io.ringwall.sdk.plugin.Diagnostics;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Models drawn at random, exported as NetworkPolicies, which an independent evaluator then judges
 * over all pairs: what was learned passes and nothing else does, but for what the exporter says.
 * {@code -Dringwall.seed=N -Dringwall.models=1} does one again.
 */
class DrawnPoliciesTest {
  private static final List<String> LABELS = List.of("app.kubernetes.io/name", "app");
  private static final List<List<String>> POD_BLOCKS =
      List.of(
          List.of("10.0.0.0/8", "172.16.0.0/12", "fc00::/7"), List.of("10.0.0.0/8", "fd00::/8"));
  private static final List<Protocol> PROTOCOLS =
      List.of(Protocol.TCP, Protocol.UDP, Protocol.SCTP);

  private final long firstSeed = Long.getLong("ringwall.seed", 1000L);
  private final int models = Integer.getInteger("ringwall.models", 100);
  private final TreeMap<String, Integer> outcomes = new TreeMap<>();

  @TempDir Path folder;

  private record Context(Path folder) implements ActuatorContext {
    @Override
    public String name() {
      return "network-policy";
    }

    @Override
    public String host() {
      return "h1";
    }

    @Override
    public InstantSource clock() {
      return InstantSource.fixed(DrawnModel.NOW);
    }

    @Override
    public Diagnostics diagnostics() {
      return new Tally("network-policy");
    }
  }

  @Test
  void whatWasLearnedPassesAndNothingElseDoesButForWhatIsSaid() throws Exception {
    for (long seed = firstSeed; seed < firstSeed + models; seed++) {
      try {
        export(seed).judge();
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
      }
    }
    if (models > 1) {
      assertEquals(
          Set.of(
              "blocked", "passes", "said", "said of a block", "said of images", "said of outside"),
          outcomes.keySet(),
          () -> "each outcome is met: " + outcomes);
    }
  }

  private Exported export(long seed) throws Exception {
    var random = new Random(seed);
    String label = LABELS.get(random.nextInt(LABELS.size()));
    List<String> podBlocks = POD_BLOCKS.get(random.nextInt(POD_BLOCKS.size()));
    var drawn = new DrawnModel(seed, label);
    Permitted permitted = drawn.model().permitted(DrawnModel.NOW);
    Set<WorkloadClass> guarded = drawn.guarded();
    Members members = Members.beginning(1, random.nextBoolean() ? drawn.members() : Set.of());
    Path written = folder.resolve("policies-" + seed);
    var settings = new NetworkPolicySettings(written, label, podBlocks);
    List<String> gaps = new ArrayList<>(permitted.untold());
    for (ActuatorFactory<?> factory : new NetworkPolicyPlugin().actuators()) {
      try (Actuator actuator = open(factory, settings, new Context(folder))) {
        AllowedEdges boundary = AllowedEdges.beginning(1, guarded, permitted.edges());
        gaps.addAll(actuator.converge(boundary, members).gaps());
      }
    }
    return new Exported(drawn, guarded, members, podBlocks, gaps, NetworkPolicies.in(written));
  }

  private static <C extends Record> Actuator open(
      ActuatorFactory<C> factory, Record settings, ActuatorContext context) throws Exception {
    return factory.open(Objects.requireNonNull(factory.configuration().cast(settings)), context);
  }

  /** One export, and what was said with it. */
  private final class Exported {
    private final DrawnModel drawn;
    private final Set<WorkloadClass> guarded;
    private final Members members;
    private final List<AddressBlock> podBlocks;
    private final List<String> gaps;
    private final NetworkPolicies policies;

    Exported(
        DrawnModel drawn,
        Set<WorkloadClass> guarded,
        Members members,
        List<String> podBlocks,
        List<String> gaps,
        NetworkPolicies policies) {
      this.drawn = drawn;
      this.guarded = guarded;
      this.members = members;
      this.podBlocks = podBlocks.stream().map(AddressBlock::parse).toList();
      this.gaps = gaps;
      this.policies = policies;
    }

    void judge() {
      for (Party from : drawn.parties()) {
        for (Party to : drawn.parties()) {
          if (from.workload() != null || to.workload() != null) {
            judge(from, to);
          }
        }
      }
    }

    private void judge(Party from, Party to) {
      for (Protocol protocol : PROTOCOLS) {
        for (int port : drawn.ports()) {
          boolean passes = policies.pass(from.end(), to.end(), protocol.name(), port);
          List<EdgeKey> known = drawn.known(from, to, protocol, port);
          boolean expected = !isBound(from) && !isBound(to) || !known.isEmpty();
          String outcome =
              passes == expected
                  ? passes ? "passes" : "blocked"
                  : passes ? whyOpen(from, to, protocol, port) : whyShut(from, to, known);
          if (outcome == null) {
            fail(
                "%s → %s %d/%s %s, known is %s\nguarded %s\n%s\nsaid:\n%s"
                    .formatted(
                        from,
                        to,
                        port,
                        protocol,
                        passes ? "passes" : "does not pass",
                        known,
                        guarded,
                        drawn,
                        String.join("\n", gaps)));
          } else {
            outcomes.merge(outcome, 1, Integer::sum);
          }
        }
      }
    }

    /** Is there a policy for the party's class, as it should be. */
    private boolean isBound(Party party) {
      WorkloadClass workload = party.workload();
      return workload != null && guarded.contains(workload) && !says(workload + " is not guarded");
    }

    private boolean says(String start) {
      return gaps.stream().anyMatch(gap -> gap.startsWith(start));
    }

    private boolean says(EdgeKey edge, String what) {
      return says("\"" + edge + "\" " + what);
    }

    /** What was said of why a connection does not pass that is known, or that nobody guards. */
    private @Nullable String whyShut(Party from, Party to, List<EdgeKey> known) {
      if (!isBound(from) && !isBound(to)) {
        return isTwin(from) || isTwin(to) ? "said of images" : null;
      }
      if (known.stream().anyMatch(edge -> says(edge, "is allowed and yet not let pass"))) {
        return known.stream().noneMatch(DrawnPoliciesTest::isPlain) ? "said" : null;
      }
      return known.stream().allMatch(edge -> edge.from().kind() == EdgeEndKind.OUTSIDE)
              && isOfPods(from)
              && says("The outside is every address but")
          ? "said of outside"
          : null;
    }

    /** Is a pod, which no policy is for, selected by that of another image, and was that said. */
    private boolean isTwin(Party party) {
      WorkloadClass workload = party.workload();
      return drawn.likes(party).stream().anyMatch(this::isBound)
          && (says(workload + " runs more than one image")
              || !isMember(party) && says("NetworkPolicy judges labels"));
    }

    private boolean isMember(Party party) {
      return party.workload() != null && members.members().containsKey(party.workload());
    }

    private boolean isOfPods(Party party) {
      return podBlocks.stream().anyMatch(block -> block.contains(party.end().address()));
    }

    /** What was said of why a connection passes that is not known. */
    private @Nullable String whyOpen(Party from, Party to, Protocol protocol, int port) {
      for (Party source : drawn.likes(from)) {
        for (Party destination : drawn.likes(to)) {
          if (isSaidLike(from, source) && isSaidLike(to, destination)) {
            if (!drawn.known(source, destination, protocol, port).isEmpty()) {
              return "said of images";
            }
            if (!isMember(to)
                && drawn.reaching(source, destination, protocol, port).stream()
                    .anyMatch(edge -> says(edge, "lets pass whatever pod"))) {
              return "said of a block";
            }
          }
        }
      }
      String block = from.workload() == null ? drawn.block(from.end().address()) : null;
      return block != null && says("The block '" + block + "'") ? "said of outside" : null;
    }

    /** Was it said that a party passes as one of another image does. */
    private boolean isSaidLike(Party party, Party like) {
      WorkloadClass workload = party.workload();
      return Objects.equals(workload, like.workload())
          || says(workload + " runs more than one image")
          || !isMember(party) && says("NetworkPolicy judges labels");
    }
  }

  private static boolean isPlain(EdgeKey edge) {
    return PROTOCOLS.contains(edge.protocol())
        && edge.port() > 0
        && isPlain(edge.from())
        && isPlain(edge.to());
  }

  /** Of such ends nothing stands in the way of a policy. */
  private static boolean isPlain(EdgeEnd end) {
    WorkloadClass workload = end.workloadClass();
    return workload == null
        ? end.kind() == EdgeEndKind.OUTSIDE
        : List.of("shop", "shop-2").contains(workload.namespace())
            && List.of("web", "carts", "user-db").contains(workload.service());
  }
}
