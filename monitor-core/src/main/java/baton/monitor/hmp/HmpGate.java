package baton.monitor.hmp;

/** Says which commands may run in the state the machine is in. */
public interface HmpGate {
    /** Lets everything through. */
    HmpGate OPEN = new HmpGate() {
        @Override
        public boolean allows(String command) {
            return true;
        }
    };

    /** Whether {@code command} may run; the words as they were typed, such as {@code info kvm}. */
    boolean allows(String command);
}
