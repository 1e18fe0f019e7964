package baton.machine.vcpu;

import java.io.IOException;

/** Something to do while the processors stand still. */
public interface ParkedTask {
    /** Does it; the processors wait meanwhile. */
    void run() throws IOException;
}
