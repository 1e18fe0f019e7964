package baton.net;

import baton.mainloop.MainLoop;
import baton.mainloop.Timer;
import baton.nat.libc.Clock;

/** Announces cards, round after round; a new announcement ends the one before. Main loop. */
final class Announcer {
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final Netdevs network;
    private final Timer timer;
    private Announcement how;
    private long round;

    Announcer(MainLoop loop, Netdevs network) {
        this.network = network;
        this.timer = loop.timer(new Runnable() {
            @Override
            public void run() {
                once();
            }
        });
    }

    void begin(Announcement wanted) {
        how = wanted;
        round = 0;
        timer.cancel();
        once();
    }

    private void once() {
        if (round >= how.rounds()) {
            return;
        }
        for (NetCard card : network.cards()) {
            if (how.concerns(card.name())) {
                card.announce();
            }
        }
        timer.at(Clock.monotonicNanos() + how.pause(round) * NANOS_PER_MILLI);
        round++;
    }

    void end() {
        timer.cancel();
    }
}
