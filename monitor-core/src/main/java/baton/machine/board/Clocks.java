package baton.machine.board;

import baton.machine.time.GuestClock;

/**
 * The host's clocks that a board is given.
 *
 * @param monotonic never jumps; virtual time is made of it
 * @param wall the time of day
 */
public record Clocks(GuestClock monotonic, GuestClock wall) {}
