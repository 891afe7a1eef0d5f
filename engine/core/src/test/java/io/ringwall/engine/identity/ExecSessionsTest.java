package io.ringwall.engine.identity;

import static io.ringwall.engine.identity.Estate.at;
import static io.ringwall.engine.identity.Estate.workload;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringwall.sdk.event.ContainerAction;
import io.ringwall.sdk.event.ContainerEvent;
import io.ringwall.sdk.event.ExecSession;
import io.ringwall.sdk.event.Origin;
import io.ringwall.sdk.event.ProcessEvent;
import io.ringwall.sdk.event.ProcessOperation;
import io.ringwall.sdk.event.ProcessRef;
import io.ringwall.sdk.event.Workload;
import org.junit.jupiter.api.Test;

class ExecSessionsTest {
  private static final Workload A = workload("a-1", "a", "172.18.0.5");

  private final Estate estate = new Estate();
  private final Identity identity = new Identity("h1", IdentityLimits.DEFAULT);
  private long order;

  ExecSessionsTest() {
    identity.apply(estate.container(ContainerAction.START, A, at(0)), ++order);
  }

  private ContainerEvent exec(
      ContainerAction action, String id, String command, boolean probe, double seconds) {
    ContainerEvent event =
        estate
            .event(action, A, at(seconds))
            .execSession(ExecSession.builder().execId(id).commandLine(command).build())
            .healthProbe(probe)
            .build();
    return (ContainerEvent) identity.apply(event, ++order);
  }

  private ProcessEvent process(int pid, int parent, String command, double seconds) {
    Workload stub =
        Workload.builder()
            .containerId(A.containerId().substring(0, 12))
            .name("")
            .namespace("")
            .service("")
            .build();
    ProcessEvent event =
        ProcessEvent.builder(new Origin("h1", "falco", "f"), order, at(seconds))
            .operation(ProcessOperation.EXEC)
            .process(
                ProcessRef.builder()
                    .entityId("p" + pid)
                    .hostPid(pid)
                    .name("x")
                    .commandLine(command)
                    .build())
            .parent(ProcessRef.builder().entityId("p" + parent).hostPid(parent).name("y").build())
            .workload(stub)
            .build();
    return (ProcessEvent) identity.apply(event, ++order);
  }

  @Test
  void aSessionsFirstProcessIsKnownByItsCommandAndTheOthersByTheirParents() {
    exec(ContainerAction.EXEC_CREATE, "s1", "sh -c \"id -u\"", false, 1);
    exec(ContainerAction.EXEC_START, "s1", "", false, 1.1);

    ProcessEvent root = process(100, 7, "/bin/sh -c id -u", 1.2);
    ProcessEvent child = process(101, 100, "id -u", 1.3);
    ProcessEvent stranger = process(200, 7, "nginx -g daemon", 1.4);

    assertEquals("s1", root.execSession().execId());
    assertEquals("s1", child.execSession().execId());
    assertNull(stranger.execSession());
    assertEquals(A.containerId(), child.workload().containerId());
    assertEquals("a-1", child.workload().name());
  }

  @Test
  void aHealthProbeAndItsProcessesAreNoSession() {
    exec(ContainerAction.EXEC_CREATE, "s1", "/bin/sh -c curl -f localhost", true, 1);
    ContainerEvent end = exec(ContainerAction.EXEC_DIE, "s1", "", false, 3);

    assertTrue(end.healthProbe());
    exec(ContainerAction.EXEC_CREATE, "s2", "/bin/sh -c curl -f localhost", true, 10);
    ProcessEvent probe = process(100, 7, "/bin/sh -c curl -f localhost", 10.1);
    assertTrue(probe.healthProbe());
    assertNull(probe.execSession());
  }

  @Test
  void whatTheEndOfASessionDoesNotSayIsKnownFromItsBeginning() {
    exec(ContainerAction.EXEC_CREATE, "s1", "bash", false, 1);

    ContainerEvent end = exec(ContainerAction.EXEC_DIE, "s1", "", false, 3);
    assertEquals("bash", end.execSession().commandLine());
    assertEquals("a-1", end.workload().name());
  }

  @Test
  void aProcessNumberIsFreeAfterItsEnd() {
    exec(ContainerAction.EXEC_START, "s1", "bash", false, 1);
    assertNotNull(process(100, 7, "bash", 1.1).execSession());
    ProcessEvent exit =
        ProcessEvent.builder(new Origin("h1", "falco", "f"), 99, at(2))
            .operation(ProcessOperation.EXIT)
            .process(ProcessRef.builder().entityId("p100").hostPid(100).name("bash").build())
            .workload(A)
            .build();
    assertEquals("s1", ((ProcessEvent) identity.apply(exit, ++order)).execSession().execId());

    assertNull(process(100, 7, "nginx", 60).execSession());
  }
}
