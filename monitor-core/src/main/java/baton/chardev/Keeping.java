package baton.chardev;

import baton.nat.libc.Fd;

/** Takes what a backend has open and another process goes on with. Main loop. */
interface Keeping {
    /** The connection, or both ways of a device. */
    String CONNECTION = "";
    /** A socket that listens. */
    String LISTENER = "/listener";
    /** Where input comes from. */
    String INPUT = "/in";
    /** Where output goes. */
    String OUTPUT = "/out";

    /** Adds one; {@code fd} stays the backend's. */
    void add(String part, Fd fd);
}
