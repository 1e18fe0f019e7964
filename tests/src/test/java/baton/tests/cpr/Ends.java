package baton.tests.cpr;

import baton.base.Closer;
import baton.nat.libc.Fd;
import java.io.IOException;

/** What the old and the new process are told of the main stream of one hand-over, and what it takes besides. */
final class Ends implements AutoCloseable {
    /** What a descriptor of the stream is named. */
    static final String NAME = "stream";

    private final String out;
    private final String in;
    private Fd outFd;
    private Fd inFd;
    private Fd kept;
    private String redirection;
    private Relay relay;

    private Ends(String out, String in) {
        this.out = out;
        this.in = in;
    }

    static Ends of(String out, String in) {
        return new Ends(out, in);
    }

    static Ends same(String uri) {
        return new Ends(uri, uri);
    }

    /** A descriptor for the old process, by {@link #NAME}. */
    Ends oldHas(Fd fd) {
        outFd = fd;
        return this;
    }

    /** A descriptor for the new process, by {@link #NAME}. */
    Ends newHas(Fd fd) {
        inFd = fd;
        return this;
    }

    /** One it is started with, as a shell opens it. */
    Ends newStartsWith(String how) {
        redirection = how;
        return this;
    }

    /** One that stays open here until all is over. */
    Ends keeping(Fd fd) {
        kept = fd;
        return this;
    }

    /** Somebody who keeps the stream while there is no process. */
    Ends keptBy(Relay keeper) {
        relay = keeper;
        return this;
    }

    /** URI for the old process. */
    String out() {
        return out;
    }

    /** URI for the new process. */
    String in() {
        return in;
    }

    /** Null for none. */
    String redirection() {
        return redirection;
    }

    /** Gives the old process its descriptor. */
    void toOld(Instance old) throws IOException {
        give(old, outFd);
        outFd = null;
    }

    /** Gives the new process its descriptor. */
    void toNew(Instance heir) throws IOException {
        give(heir, inFd);
        inFd = null;
    }

    private static void give(Instance instance, Fd fd) throws IOException {
        if (fd != null) {
            instance.give(NAME, fd);
            fd.close();
        }
    }

    @Override
    public void close() throws IOException {
        try (Closer closer = new Closer()) {
            for (Fd fd : new Fd[] {outFd, inFd, kept}) {
                if (fd != null) {
                    closer.add(fd);
                }
            }
            if (relay != null) {
                closer.add(relay::close);
            }
        }
    }
}
