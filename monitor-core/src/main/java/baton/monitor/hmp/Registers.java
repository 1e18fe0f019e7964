package baton.monitor.hmp;

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
}
