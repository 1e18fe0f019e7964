package baton.command.hmp;

import baton.base.Hex;
import baton.machine.board.Board;
import baton.machine.board.BusWindow;
import baton.machine.memory.MemoryMap;
import baton.migration.spi.RamBlock;

/** The text of {@code info mtree}. */
final class MemoryTree {
    /** Chips answer below this, and firmware and RAM above. */
    private static final long LAST_DEVICE = 0xfeffffffL;

    private final StringBuilder out = new StringBuilder();

    private MemoryTree() {}

    static String text(Board board) {
        MemoryTree tree = new MemoryTree();
        for (int i = 0; i < board.cpus().size(); i++) {
            tree.out.append("address-space: cpu-memory-").append(i).append('\n');
        }
        tree.memory(board);
        tree.ports(board);
        for (RamBlock block : board.ramBlocks()) {
            tree.out.append("memory-region: ").append(block.name()).append('\n');
            tree.range("  ", 0, block.length() - 1)
                    .append(" (prio 0, ram): ")
                    .append(block.name())
                    .append("\n\n");
        }
        return tree.out.toString();
    }

    private void memory(Board board) {
        out.append("address-space: memory\n");
        range("  ", 0, -1).append(" (prio 0, i/o): system\n");
        boolean devicesShown = false;
        for (MemoryMap.Region region : board.memory().regions()) {
            if (!devicesShown && region.address() > LAST_DEVICE) {
                windows(board, false);
                devicesShown = true;
            }
            region(region);
        }
        if (!devicesShown) {
            windows(board, false);
        }
        out.append('\n');
    }

    private void region(MemoryMap.Region region) {
        range("    ", region.address(), region.address() + region.length() - 1).append(" (prio 0, ram): ");
        String block = region.block().name();
        if (region.name().equals(block)) {
            out.append(block);
        } else {
            out.append("alias ").append(region.name()).append(" @").append(block);
            range(" ", region.offset(), region.offset() + region.length() - 1);
        }
        out.append('\n');
    }

    private void ports(Board board) {
        out.append("address-space: I/O\n");
        range("  ", 0, 0xffff).append(" (prio 0, i/o): io\n");
        windows(board, true);
        out.append('\n');
    }

    private void windows(Board board, boolean io) {
        for (BusWindow window : board.windows()) {
            if (window.io() == io) {
                range("    ", window.first(), window.last());
                out.append(" (prio ")
                        .append(window.priority())
                        .append(", i/o): ")
                        .append(window.name())
                        .append('\n');
            }
        }
    }

    private StringBuilder range(String before, long first, long last) {
        return out.append(before).append(Hex.padded(first, 16)).append('-').append(Hex.padded(last, 16));
    }
}
