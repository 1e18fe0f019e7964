package baton.cpr.state;

import baton.nat.libc.Fd;

/**
 * One element of the CPR state.
 *
 * @param name what it is for: a RAM block's name
 * @param id tells elements of one name apart; 0 for RAM
 * @param fd the descriptor; whose it is depends on where the element came from
 */
public record CprFd(String name, int id, Fd fd) {}
