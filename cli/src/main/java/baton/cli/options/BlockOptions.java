package baton.cli.options;

import java.util.List;
import java.util.Map;

/**
 * Disks.
 *
 * @param nodes {@code -blockdev}, in order
 * @param drives {@code -drive} that are there for devices, in order
 */
public record BlockOptions(List<Node> nodes, List<DriveOptions> drives) {
    /**
     * One {@code -blockdev}.
     *
     * @param options values of JSON, or words
     * @param where the option, for errors
     */
    public record Node(Map<String, Object> options, String where) {}

    /** Copies the lists. */
    public BlockOptions {
        nodes = List.copyOf(nodes);
        drives = List.copyOf(drives);
    }

    /** Whether there is none. */
    public boolean isEmpty() {
        return nodes.isEmpty() && drives.isEmpty();
    }
}
