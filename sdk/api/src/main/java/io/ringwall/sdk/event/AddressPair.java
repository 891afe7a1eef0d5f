package io.ringwall.sdk.event;

/**
 * The two ends of a connection as they were before translation: service address, published port.
 *
 * @param originator who sent the first packet
 * @param originatorPort its port
 * @param responder the address it was sent to
 * @param responderPort that port
 */
public record AddressPair(
    IpAddress originator, int originatorPort, IpAddress responder, int responderPort) {}
