package baton.machine.board;

import java.util.List;

/**
 * One device of a board, as {@code info qtree} shows it.
 *
 * @param type QEMU's type name
 * @param properties lines such as {@code irq = 4 (0x4)}
 * @param bus the bus it makes, or null
 */
public record BoardDevice(String type, List<String> properties, Bus bus) {
    /**
     * A bus and what is on it.
     *
     * @param type QEMU's name for its kind
     */
    public record Bus(String name, String type, List<BoardDevice> devices) {}

    /** A device without a bus of its own. */
    public BoardDevice(String type, List<String> properties) {
        this(type, properties, null);
    }

    /** A device that makes the ISA bus, with these on it. */
    static BoardDevice isaBridge(String type, List<String> properties, List<BoardDevice> devices) {
        return new BoardDevice(type, properties, new Bus("isa.0", "ISA", devices));
    }
}
