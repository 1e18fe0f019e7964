package baton.machine.board;

/**
 * Addresses a device answers at, as {@code info mtree} shows them.
 *
 * @param io whether these are I/O ports
 * @param first lowest address
 * @param last highest address
 * @param priority higher ones hide lower ones
 */
public record BusWindow(String name, boolean io, long first, long last, int priority) {}
