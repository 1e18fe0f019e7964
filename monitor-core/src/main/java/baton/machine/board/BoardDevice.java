package baton.machine.board;

import java.util.List;

/**
 * One device of a board, as {@code info qtree} shows it.
 *
 * @param type QEMU's type name
 * @param isa whether it sits on the ISA bus rather than on the system's
 * @param properties lines such as {@code irq = 4 (0x4)}
 */
public record BoardDevice(String type, boolean isa, List<String> properties) {}
