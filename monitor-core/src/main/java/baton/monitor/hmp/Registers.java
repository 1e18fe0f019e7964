package baton.monitor.hmp;

import java.util.List;

/** Registers of the chosen vCPU, for expressions such as {@code $rip + 8}. */
public interface Registers {
    /** Knows no register. */
    Registers NONE = new Registers() {
        @Override
        public Long value(int cpu, String name) {
            return null;
        }
    };

    /** The value of register {@code name}, such as {@code rip} or {@code pc}; null when there is none of that name. */
    Long value(int cpu, String name);

    /** Names that {@link #value} knows, for completion. */
    default List<String> names() {
        return List.of();
    }
}
