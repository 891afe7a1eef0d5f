package io.ringwall.engine.flows;

import io.ringwall.sdk.event.AddressPair;
import io.ringwall.sdk.event.Endpoint;
import io.ringwall.sdk.event.Flow;
import io.ringwall.sdk.event.Origin;

/** What a source says of a flow, with its true originator. */
final class Unmasked {
  private Unmasked() {}

  static Flow with(Flow event, Endpoint originator) {
    var origin = new Origin(event.host(), event.source(), event.epoch());
    return Flow.builder(origin, event.sequence(), event.time())
        .ordinal(event.ordinal())
        .observedAt(event.observedAt())
        .attributes(event.attributes())
        .flowId(event.flowId())
        .phase(event.phase())
        .answered(event.answered())
        .originator(originator)
        .responder(event.responder())
        .original(event.original())
        .masqueraded(
            new AddressPair(
                event.originator().address(),
                event.originator().port(),
                event.responder().address(),
                event.responder().port()))
        .protocol(event.protocol())
        .protocolNumber(event.protocolNumber())
        .icmpType(event.icmpType())
        .icmpCode(event.icmpCode())
        .state(event.state())
        .history(event.history())
        .start(event.start())
        .end(event.end())
        .traffic(event.traffic())
        .applicationProtocol(event.applicationProtocol())
        .identifiedBy(event.identifiedBy())
        .tls(event.tls())
        .httpHost(event.httpHost())
        .witnesses(event.witnesses())
        .process(event.process())
        .networkVerdict(event.networkVerdict())
        .clientChain(event.clientChain())
        .sidecar(event.sidecar())
        .preExisting(event.preExisting())
        .build();
  }
}
