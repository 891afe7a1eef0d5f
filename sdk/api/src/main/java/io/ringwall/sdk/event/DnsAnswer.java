package io.ringwall.sdk.event;

/**
 * One resource record of an answer.
 *
 * @param name owner name, lower-case, no final dot
 * @param type A, AAAA, CNAME, …; TYPE<i>n</i> where it has no name
 * @param data its data as text: address, name, or quoted strings
 * @param ttl seconds
 */
public record DnsAnswer(String name, String type, String data, long ttl) {}
