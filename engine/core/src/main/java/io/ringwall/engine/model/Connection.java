package io.ringwall.engine.model;

import io.ringwall.engine.identity.ResolvedEndpoint;
import io.ringwall.sdk.event.Protocol;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the model is asked about.
 *
 * @param from who began
 * @param to with whom
 * @param protocol protocol above IP
 * @param protocolNumber its number
 * @param port the server's port; for ICMP the type
 * @param shownName the name that the client itself sent: SNI, else Host; null while not seen
 * @param settled has the flow settled, which makes its key final
 * @param time when
 */
public record Connection(
    ResolvedEndpoint from,
    ResolvedEndpoint to,
    Protocol protocol,
    int protocolNumber,
    int port,
    @Nullable String shownName,
    boolean settled,
    Instant time) {}
