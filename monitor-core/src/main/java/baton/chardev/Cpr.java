package baton.chardev;

/** {@code cpr=}: whether who is at the other end stays when the guest goes on in another process. */
public enum Cpr {
    /** Nothing was said: who talks to the guest stays, a monitor's client is hung up on, as by QEMU. */
    AUTO,
    /** A monitor's client stays too, where this process itself goes on (cpr-exec). */
    ON,
    /** Nobody stays. */
    OFF
}
