package baton.cpr.transfer;

import baton.base.AnyThread;
import baton.base.Closer;
import baton.migration.spi.Downtime;
import baton.nat.libc.Fd;
import baton.nat.libc.Sockets;
import java.io.IOException;

/** The words of the last step between two Batons, said by both sides in turn: code that the guest waits for is compiled by it. */
@AnyThread
public final class HandshakeRehearsal {
    private static final long PATIENCE_MILLIS = 1000;

    private HandshakeRehearsal() {}

    /** "Run it", "taken". */
    public static void once() throws IOException {
        Fd[] words = Sockets.pair();
        Fd[] cpr = Sockets.pair();
        try (Closer closer = new Closer()) {
            closer.add(cpr[0]);
            Wait wait = closer.add(Wait.create());
            Control old = closer.add(new Control(words[0]));
            TransferPredecessor heir = new TransferPredecessor(cpr[1], new Control(words[1]));
            closer.add(new Closer.Resource() {
                @Override
                public void close() {
                    heir.close();
                }
            });
            hearAndTake(old, heir);
            old.await(wait, Wait.deadline(PATIENCE_MILLIS));
        }
    }

    private static void hearAndTake(Control old, TransferPredecessor heir) throws IOException {
        Downtime here = new Downtime();
        here.begin("stop", System.nanoTime());
        here.next("save", System.nanoTime());
        here.next("transfer", System.nanoTime());
        old.send(Control.Type.GO, here.text());
        Downtime there = new Downtime();
        heir.awaitGo(there);
        there.next("load", System.nanoTime());
        heir.stillWanted();
        heir.takeOver();
        there.end(System.nanoTime());
    }
}
