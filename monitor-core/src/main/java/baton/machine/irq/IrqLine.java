package baton.machine.irq;

/** A wire to the interrupt controllers. Any thread; the caller's device lock is held. */
public interface IrqLine {
    /** Connected to nothing. */
    IrqLine NONE = new IrqLine() {
        @Override
        public void set(boolean level) {}
    };

    /** Drives the line; repeating a level costs nothing. */
    void set(boolean level);
}
