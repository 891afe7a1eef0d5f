package io.ringwall.engine.flows;

/**
 * Who an end of a flow was, when that became known only after the flow had been judged by a guess.
 *
 * @param reason what was wrong, as a person reads it
 * @param disprovedBy what told better
 */
public record Correction(String reason, String disprovedBy) {}
