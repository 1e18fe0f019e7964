package baton.monitor.hmp;

/** How a human monitor treats what is typed. */
public enum LineMode {
    /** Lines come whole; nothing is echoed. For programs on a pipe that do not want an echo. */
    PLAIN,
    /** QEMU's own line editing with its echo, byte for byte. For sockets, and for pipes as QEMU has it. */
    ECHO,
    /** A person at a terminal: history, completion and editing by JLine. */
    TERMINAL
}
