package io.ringwall.kernel;

import io.ringwall.kernel.Assembler.Size;
import io.ringwall.kernel.Assembler.Test;

/**
 * The programs that tell of processes and of the sockets they connect. Each writes records as
 * {@link ProcessRecord} reads them; where the fields of the kernel's structures lie is asked of the
 * running kernel.
 */
final class ProcessPrograms {
  // Helpers of the kernel (linux/bpf.h).
  private static final int MAP_LOOKUP = 1;
  private static final int CURRENT_PID = 14;
  private static final int CURRENT_UID = 15;
  private static final int CURRENT_NAME = 16;
  private static final int CURRENT_TASK = 35;
  private static final int READ_USER = 112;
  private static final int READ_KERNEL = 113;
  private static final int READ_KERNEL_TEXT = 115;
  private static final int TIME_SINCE_BOOT = 125;
  private static final int RING_OUTPUT = 130;

  // States of TCP (net/tcp_states.h).
  static final int ESTABLISHED = 1;
  static final int SYN_SENT = 2;
  private static final int SYN_RECEIVED = 3;
  private static final int CLOSED = 7;
  private static final int LISTENING = 10;

  private static final int POINTER = -8;
  private static final int KEY = -16;
  private static final int PROCESS_OF_GROUP = 1;
  private static final int UPID = 16;

  /** Digits of a container's id. */
  private static final int ID = 64;

  private final TypeInformation types;
  private final int ring;
  private final int lost;
  private final int scratch;
  private final int network;

  /**
   * Programs for one ring.
   *
   * @param network the network namespace of which accepted connections are told
   * @param ring descriptor of the ring
   * @param lost descriptor of a count for each processor, of records that the ring had no room for
   * @param scratch descriptor of memory for one record; programs that may interrupt one another
   *     need their own
   */
  ProcessPrograms(TypeInformation types, int network, int ring, int lost, int scratch) {
    this.types = types;
    this.network = network;
    this.ring = ring;
    this.lost = lost;
    this.scratch = scratch;
  }

  /** Trace point sched_process_exec: a program was started. */
  byte[] started() throws KernelException {
    Assembler program = new Assembler();
    program.copy(Assembler.R6, Assembler.R1);
    scratch(program);
    begin(program, ProcessRecord.STARTED);
    int fileName = types.offset("linux_binprm", "filename");
    program.load(Size.LONG, Assembler.R9, Assembler.R6, 16);
    pointer(program, Assembler.R9, Assembler.R9, fileName);
    text(program, ProcessRecord.FILE, ProcessRecord.FILE_SIZE, Assembler.R9);
    process(program);
    return outputWithArguments(program).assemble();
  }

  /** Trace point sched_process_exit: a thread ended; told is the last of its process. */
  byte[] ended() throws KernelException {
    Assembler program = new Assembler();
    program.load(Size.LONG, Assembler.R6, Assembler.R1, 0);
    pointer(program, Assembler.R8, Assembler.R6, types.offset("task_struct", "signal"));
    pointer(program, Assembler.R9, Assembler.R8, types.offset("signal_struct", "live"));
    program.shiftLeft(Assembler.R9, 32).jumpIf(Assembler.R9, Test.NOT_EQUAL, 0, "out");
    scratch(program);
    begin(program, ProcessRecord.ENDED);
    identity(program);
    pointer(program, Assembler.R9, Assembler.R6, types.offset("task_struct", "exit_code"));
    program.store(Size.INT, Assembler.R7, ProcessRecord.EXIT_CODE, Assembler.R9);
    return output(program, ProcessRecord.SHORT).assemble();
  }

  /**
   * Trace point inet_sock_set_state: a socket begins to connect, is connected, or is closed; or a
   * connection was made to a container that shares the network.
   */
  byte[] socketChanged() throws KernelException {
    Assembler program = new Assembler();
    program
        .load(Size.LONG, Assembler.R6, Assembler.R1, 0)
        .load(Size.INT, Assembler.R8, Assembler.R1, 8)
        .load(Size.INT, Assembler.R9, Assembler.R1, 16)
        .jumpIf(Assembler.R9, Test.EQUAL, SYN_SENT, "connects")
        .jumpIf(Assembler.R9, Test.EQUAL, CLOSED, "closes")
        .jumpIf(Assembler.R9, Test.NOT_EQUAL, ESTABLISHED, "out")
        .jumpIf(Assembler.R8, Test.EQUAL, SYN_SENT, "changes")
        .jumpIf(Assembler.R8, Test.EQUAL, SYN_RECEIVED, "accepts")
        .jump("out")
        .label("closes")
        .jumpIf(Assembler.R8, Test.EQUAL, SYN_RECEIVED, "out")
        .jumpIf(Assembler.R8, Test.EQUAL, CLOSED, "out")
        .jumpIf(Assembler.R8, Test.EQUAL, LISTENING, "out")
        .label("changes");
    scratch(program);
    begin(program, ProcessRecord.CHANGED);
    states(program);
    socket(program);
    output(program, ProcessRecord.SHORT);
    program.label("accepts");
    accepts(program);
    program.label("connects");
    scratch(program);
    begin(program, ProcessRecord.CONNECTS);
    states(program);
    socket(program);
    program.storeNumber(Size.BYTE, Assembler.R7, ProcessRecord.FILE, 0);
    program.call(CURRENT_TASK).copy(Assembler.R6, Assembler.R0);
    process(program);
    return outputWithArguments(program).assemble();
  }

  /**
   * A connection was made to the socket in R6, whoever runs meanwhile: its control group is that of
   * the process that listens. Nothing is told but of a container in the one network.
   */
  private void accepts(Assembler program) throws KernelException {
    int group = groupOfSocket();
    if (group < 0) {
      program.jump("out");
      return;
    }
    pointer(program, Assembler.R9, Assembler.R6, types.offset("sock", "__sk_common.skc_net.net"));
    pointer(program, Assembler.R9, Assembler.R9, types.offset("net", "ns.inum"));
    program
        .add(Assembler.R9, -network)
        .shiftLeft(Assembler.R9, 32)
        .jumpIf(Assembler.R9, Test.NOT_EQUAL, 0, "out");
    scratch(program);
    for (int i = 0; i < ProcessRecord.GROUPS; i++) {
      program.storeNumber(Size.BYTE, Assembler.R7, lastOfId(i), 0);
    }
    pointer(program, Assembler.R9, Assembler.R6, group);
    groups(program);
    for (int i = 0; i < ProcessRecord.GROUPS; i++) {
      program
          .load(Size.BYTE, Assembler.R9, Assembler.R7, lastOfId(i))
          .jumpIf(Assembler.R9, Test.NOT_EQUAL, 0, "accepted");
    }
    program.jump("out").label("accepted");
    begin(program, ProcessRecord.ACCEPTED);
    socket(program);
    output(program, ProcessRecord.FILE);
  }

  /** Names that are too short for a container's id have a zero here. */
  private static int lastOfId(int group) {
    return ProcessRecord.GROUP + group * ProcessRecord.GROUP_SIZE + ID - 1;
  }

  /** Where a socket keeps its control group; negative where this kernel's sockets have none. */
  private int groupOfSocket() {
    try {
      return types.offset("sock", "sk_cgrp_data")
          + types.offsetOfAny("sock_cgroup_data", "cgroup", "val");
    } catch (KernelException e) {
      return -1;
    }
  }

  /** Trace point tcp_retransmit_skb: nobody answered a socket that connects. */
  byte[] unanswered() throws KernelException {
    Assembler program = new Assembler();
    program.load(Size.LONG, Assembler.R6, Assembler.R1, 0);
    pointer(program, Assembler.R9, Assembler.R6, types.offset("sock", "__sk_common.skc_state"));
    program
        .and(Assembler.R9, 0xff)
        .jumpIf(Assembler.R9, Test.NOT_EQUAL, SYN_SENT, "out")
        .set(Assembler.R8, SYN_SENT);
    scratch(program);
    begin(program, ProcessRecord.CHANGED);
    states(program);
    socket(program);
    return output(program, ProcessRecord.SHORT).assemble();
  }

  /** R7 has this processor's scratch memory from here on. */
  private void scratch(Assembler program) {
    ofThisProcessor(program, scratch).copy(Assembler.R7, Assembler.R0);
  }

  private static Assembler ofThisProcessor(Assembler program, int map) {
    return program
        .storeNumber(Size.INT, Assembler.STACK, KEY, 0)
        .copy(Assembler.R2, Assembler.STACK)
        .add(Assembler.R2, KEY)
        .map(Assembler.R1, map)
        .call(MAP_LOOKUP)
        .jumpIf(Assembler.R0, Test.EQUAL, 0, "out");
  }

  private static void begin(Assembler program, int kind) {
    program
        .storeNumber(Size.INT, Assembler.R7, ProcessRecord.KIND, kind)
        .call(TIME_SINCE_BOOT)
        .store(Size.LONG, Assembler.R7, ProcessRecord.TIME, Assembler.R0);
  }

  private static void states(Assembler program) {
    program
        .store(Size.INT, Assembler.R7, ProcessRecord.STATE_BEFORE, Assembler.R8)
        .store(Size.INT, Assembler.R7, ProcessRecord.STATE, Assembler.R9);
  }

  /** Loads eight bytes of the kernel's memory, zero where there is none. */
  private static void pointer(Assembler program, int to, int base, int offset) {
    program
        .copy(Assembler.R3, base)
        .add(Assembler.R3, offset)
        .copy(Assembler.R1, Assembler.STACK)
        .add(Assembler.R1, POINTER)
        .set(Assembler.R2, 8)
        .call(READ_KERNEL)
        .load(Size.LONG, to, Assembler.STACK, POINTER);
  }

  private static void field(Assembler program, int at, int size, int base, int offset) {
    program
        .copy(Assembler.R3, base)
        .add(Assembler.R3, offset)
        .copy(Assembler.R1, Assembler.R7)
        .add(Assembler.R1, at)
        .set(Assembler.R2, size)
        .call(READ_KERNEL);
  }

  private static void text(Assembler program, int at, int size, int address) {
    program
        .copy(Assembler.R3, address)
        .copy(Assembler.R1, Assembler.R7)
        .add(Assembler.R1, at)
        .set(Assembler.R2, size)
        .call(READ_KERNEL_TEXT);
  }

  /** Of the current task: its process, and when that started. R6 has the task. */
  private void identity(Assembler program) throws KernelException {
    program
        .call(CURRENT_TASK)
        .copy(Assembler.R6, Assembler.R0)
        .call(CURRENT_PID)
        .shiftRight(Assembler.R0, 32)
        .store(Size.INT, Assembler.R7, ProcessRecord.PROCESS, Assembler.R0);
    pointer(program, Assembler.R9, Assembler.R6, types.offset("task_struct", "group_leader"));
    field(
        program,
        ProcessRecord.BEGAN,
        8,
        Assembler.R9,
        types.offsetOfAny("task_struct", "start_boottime", "real_start_time"));
  }

  /** All of the current process but its arguments; R8 has their length, R9 where they are. */
  private void process(Assembler program) throws KernelException {
    identity(program);
    program
        .call(CURRENT_UID)
        .store(Size.LONG, Assembler.R7, ProcessRecord.USER, Assembler.R0)
        .copy(Assembler.R1, Assembler.R7)
        .add(Assembler.R1, ProcessRecord.NAME)
        .set(Assembler.R2, ProcessRecord.NAME_SIZE)
        .call(CURRENT_NAME);
    field(program, ProcessRecord.LOGIN, 4, Assembler.R6, types.offset("task_struct", "loginuid"));
    parent(program);
    terminalAndNumber(program);
    pointer(program, Assembler.R9, Assembler.R6, types.offset("task_struct", "cgroups"));
    pointer(program, Assembler.R9, Assembler.R9, types.offset("css_set", "dfl_cgrp"));
    groups(program);
    pointer(program, Assembler.R9, Assembler.R6, types.offset("task_struct", "mm"));
    pointer(program, Assembler.R8, Assembler.R9, types.offset("mm_struct", "arg_end"));
    pointer(program, Assembler.R9, Assembler.R9, types.offset("mm_struct", "arg_start"));
    program.subtractRegister(Assembler.R8, Assembler.R9);
  }

  private void parent(Assembler program) throws KernelException {
    pointer(program, Assembler.R9, Assembler.R6, types.offset("task_struct", "real_parent"));
    field(program, ProcessRecord.PARENT, 4, Assembler.R9, types.offset("task_struct", "tgid"));
    pointer(program, Assembler.R9, Assembler.R9, types.offset("task_struct", "group_leader"));
    field(
        program,
        ProcessRecord.PARENT_NAME,
        ProcessRecord.NAME_SIZE,
        Assembler.R9,
        types.offset("task_struct", "comm"));
    field(
        program,
        ProcessRecord.PARENT_BEGAN,
        8,
        Assembler.R9,
        types.offsetOfAny("task_struct", "start_boottime", "real_start_time"));
  }

  /** Its terminal, and its number among its own: the last of those that it has, one a namespace. */
  private void terminalAndNumber(Assembler program) throws KernelException {
    pointer(program, Assembler.R9, Assembler.R6, types.offset("task_struct", "signal"));
    pointer(program, Assembler.R8, Assembler.R9, types.offset("signal_struct", "tty"));
    program.add(Assembler.R8, types.offset("tty_struct", "name"));
    text(program, ProcessRecord.TERMINAL, ProcessRecord.TERMINAL_SIZE, Assembler.R8);
    int pids = types.offset("signal_struct", "pids") + 8 * PROCESS_OF_GROUP;
    pointer(program, Assembler.R9, Assembler.R9, pids);
    pointer(program, Assembler.R8, Assembler.R9, types.offset("pid", "level"));
    program
        .and(Assembler.R8, 0x1f)
        .shiftLeft(Assembler.R8, Integer.numberOfTrailingZeros(UPID))
        .addRegister(Assembler.R9, Assembler.R8);
    field(
        program,
        ProcessRecord.NUMBER,
        4,
        Assembler.R9,
        types.offset("pid", "numbers") + types.offset("upid", "nr"));
  }

  /** Names of the control group in R9 and of those around it. */
  private void groups(Assembler program) throws KernelException {
    pointer(program, Assembler.R9, Assembler.R9, types.offset("cgroup", "kn"));
    int name = types.offset("kernfs_node", "name");
    int around = types.offsetOfAny("kernfs_node", "__parent", "parent");
    for (int i = 0; i < ProcessRecord.GROUPS; i++) {
      pointer(program, Assembler.R8, Assembler.R9, name);
      int at = ProcessRecord.GROUP + i * ProcessRecord.GROUP_SIZE;
      text(program, at, ProcessRecord.GROUP_SIZE, Assembler.R8);
      pointer(program, Assembler.R9, Assembler.R9, around);
    }
  }

  /** The socket in R6. */
  private void socket(Assembler program) throws KernelException {
    program.store(Size.LONG, Assembler.R7, ProcessRecord.SOCKET, Assembler.R6);
    socketField(program, ProcessRecord.FAMILY, 2, "sock", "__sk_common.skc_family");
    socketField(program, ProcessRecord.PROTOCOL, 2, "sock", "sk_protocol");
    socketField(program, ProcessRecord.REMOTE_PORT, 2, "sock", "__sk_common.skc_dport");
    socketField(program, ProcessRecord.LOCAL_PORT, 2, "inet_sock", "inet_sport");
    socketField(program, ProcessRecord.REMOTE_4, 4, "sock", "__sk_common.skc_daddr");
    socketField(program, ProcessRecord.LOCAL_4, 4, "sock", "__sk_common.skc_rcv_saddr");
    socketField(program, ProcessRecord.REMOTE_6, 16, "sock", "__sk_common.skc_v6_daddr");
    socketField(program, ProcessRecord.LOCAL_6, 16, "sock", "__sk_common.skc_v6_rcv_saddr");
    socketField(program, ProcessRecord.RECEIVED, 8, "tcp_sock", "bytes_received");
    pointer(program, Assembler.R9, Assembler.R6, types.offset("sock", "__sk_common.skc_net.net"));
    field(program, ProcessRecord.NETWORK, 4, Assembler.R9, types.offset("net", "ns.inum"));
  }

  private void socketField(Assembler program, int at, int size, String structure, String path)
      throws KernelException {
    field(program, at, size, Assembler.R6, types.offset(structure, path));
  }

  /** The kernel's checker has to see that the length stays within its bounds. */
  private Assembler outputWithArguments(Assembler program) {
    program
        .storeNumber(Size.INT, Assembler.R7, ProcessRecord.ARGUMENTS_CUT, 0)
        .jumpIf(Assembler.R8, Test.GREATER, ProcessRecord.ARGUMENTS_SIZE, "cut")
        .jump("whole")
        .label("cut")
        .set(Assembler.R8, ProcessRecord.ARGUMENTS_SIZE)
        .storeNumber(Size.INT, Assembler.R7, ProcessRecord.ARGUMENTS_CUT, 1)
        .label("whole")
        .copy(Assembler.R1, Assembler.R7)
        .add(Assembler.R1, ProcessRecord.ARGUMENTS)
        .copy(Assembler.R2, Assembler.R8)
        .copy(Assembler.R3, Assembler.R9)
        .call(READ_USER)
        .jumpIf(Assembler.R0, Test.EQUAL, 0, "read")
        .set(Assembler.R8, 0)
        .label("read")
        .store(Size.INT, Assembler.R7, ProcessRecord.ARGUMENTS_LENGTH, Assembler.R8)
        .copy(Assembler.R3, Assembler.R8)
        .add(Assembler.R3, ProcessRecord.ARGUMENTS);
    return tell(program).label("out").exit();
  }

  private Assembler output(Assembler program, int bytes) {
    program.set(Assembler.R3, bytes);
    return tell(program).label("out").exit();
  }

  private Assembler tell(Assembler program) {
    program
        .copy(Assembler.R2, Assembler.R7)
        .map(Assembler.R1, ring)
        .set(Assembler.R4, 0)
        .call(RING_OUTPUT)
        .jumpIf(Assembler.R0, Test.EQUAL, 0, "out");
    return ofThisProcessor(program, lost)
        .load(Size.LONG, Assembler.R1, Assembler.R0, 0)
        .add(Assembler.R1, 1)
        .store(Size.LONG, Assembler.R0, 0, Assembler.R1);
  }
}
