package io.ringwall.engine.learn;

import static io.ringwall.engine.identity.Estate.at;
import static io.ringwall.engine.identity.Estate.workload;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ringwall.engine.flows.CorrectingTable;
import io.ringwall.engine.flows.TrackedFlow;
import io.ringwall.engine.model.Phase;
import io.ringwall.sdk.event.ConnectionState;
import io.ringwall.sdk.event.ContainerAction;
import io.ringwall.sdk.event.FlowPhase;
import io.ringwall.sdk.event.Workload;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What was taught under a name that proves wrong is not learned, and the true one is. */
class WithdrawnLessonsTest {
  private static final Workload OLD = workload("old-1", "old", "172.18.0.5");
  private static final Workload NEW = workload("new-1", "new", "172.18.0.5");
  private static final Workload DB = workload("db-1", "db", "172.18.0.6");

  private final CorrectingTable table = new CorrectingTable(this::take);
  private final Learning learning = new Learning(table.model(), Duration.ofMinutes(1));

  WithdrawnLessonsTest() {
    table.model().phase(Phase.LEARN);
    told(ContainerAction.START, DB, -100);
    told(ContainerAction.START, OLD, -50);
  }

  private void take(TrackedFlow flow) {
    learning.accept(flow);
  }

  private void told(ContainerAction action, Workload of, double seconds) {
    table.told(action, of, seconds);
  }

  private void talks() {
    table.flow(
        table
            .estate()
            .tcp("172.18.0.5:40000", "172.18.0.6:5432", at(1.1))
            .start(at(1))
            .phase(FlowPhase.ESTABLISHED)
            .answered(true)
            .state(ConnectionState.S1)
            .build());
  }

  private List<String> learned() {
    learning.finish();
    return table.model().edges().stream().map(edge -> edge.key().toString()).toList();
  }

  @Test
  void anEdgeOfAContainerThatHadLeftIsNotLearned() {
    talks();
    told(ContainerAction.DIE, OLD, 0.2);
    table.advance(2);
    told(ContainerAction.START, NEW, 0.5);
    table.advance(3);

    assertEquals(List.of("shop/new → shop/db 5432/tcp"), learned());
    assertEquals(1, learning.withdrawn());
    assertEquals(1, learning.counted());
  }

  @Test
  void anEdgeOfAContainerThatLeftLaterIsLearned() {
    talks();
    told(ContainerAction.DIE, OLD, 1.5);
    told(ContainerAction.START, NEW, 1.7);
    table.advance(10);

    assertEquals(List.of("shop/old → shop/db 5432/tcp"), learned());
    assertEquals(0, learning.withdrawn());
  }
}
