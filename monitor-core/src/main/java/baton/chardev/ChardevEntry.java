package baton.chardev;

/** One chardev: the device, and the mux over it if it is shared. */
final class ChardevEntry {
    final HostChardev device;
    /** Null when it is not shared. */
    final MuxChardev mux;

    final ChardevConfig config;
    /** Whether a front end has it; a mux counts its own. */
    boolean claimed;

    ChardevEntry(ChardevConfig config, HostChardev device, MuxChardev mux) {
        this.config = config;
        this.device = device;
        this.mux = mux;
    }
}
