package io.ringwall.plugin.pcap.flow;

import io.ringwall.plugin.pcap.packet.IpProtocol;
import io.ringwall.sdk.event.ConnectionState;

/** Zeek's <code>conn_state</code> of a flow (Zeek, base/protocols/conn/main.zeek). */
public final class ConnectionStates {
  private ConnectionStates() {}

  /** The state as of now. */
  public static ConnectionState of(FlowRecord flow) {
    return flow.protocol() == IpProtocol.TCP ? tcp(flow) : other(flow);
  }

  private static ConnectionState other(FlowRecord flow) {
    boolean from = flow.is(FlowRecord.ORIGINATOR_SPOKE);
    boolean to = flow.is(FlowRecord.RESPONDER_SPOKE);
    if (from && to) {
      return ConnectionState.SF;
    }
    if (flow.is(FlowRecord.ICMP_ERROR)) {
      return ConnectionState.REJ;
    }
    return from ? ConnectionState.S0 : ConnectionState.SHR;
  }

  private static ConnectionState tcp(FlowRecord flow) {
    int from = flow.endpoint(true);
    int to = flow.endpoint(false);
    if (to == TcpConnection.RESET) {
      return resetByResponder(flow, from);
    }
    boolean responderSilent = to == TcpConnection.INACTIVE || to == TcpConnection.PARTIAL;
    if (from == TcpConnection.RESET) {
      return responderSilent ? ConnectionState.RSTOS0 : ConnectionState.RSTO;
    }
    if (from == TcpConnection.CLOSED) {
      return to == TcpConnection.CLOSED
          ? ConnectionState.SF
          : responderSilent ? ConnectionState.SH : ConnectionState.S2;
    }
    if (to == TcpConnection.CLOSED) {
      return isInactive(from) ? ConnectionState.SHR : ConnectionState.S3;
    }
    if (from == TcpConnection.SYN_SENT && to == TcpConnection.INACTIVE) {
      return flow.is(FlowRecord.ICMP_ERROR) ? ConnectionState.REJ : ConnectionState.S0;
    }
    boolean open = from == TcpConnection.ESTABLISHED && to == TcpConnection.ESTABLISHED;
    return open ? ConnectionState.S1 : ConnectionState.OTH;
  }

  private static ConnectionState resetByResponder(FlowRecord flow, int from) {
    boolean nothingExchanged = flow.bytes(true) == 0 && flow.bytes(false) == 0;
    if (from == TcpConnection.SYN_SENT
        || from == TcpConnection.SYN_ACK_SENT
        || from == TcpConnection.RESET && nothingExchanged) {
      return ConnectionState.REJ;
    }
    return isInactive(from) ? ConnectionState.RSTRH : ConnectionState.RSTR;
  }

  private static boolean isInactive(int state) {
    return state == TcpConnection.INACTIVE || state == TcpConnection.PARTIAL;
  }
}
