package baton.tests.migration;

import static org.junit.jupiter.api.Assertions.assertEquals;

import baton.tests.harness.Await;
import baton.tests.harness.QmpError;
import baton.tests.migration.LiveFault.State;
import baton.tests.migration.LiveFault.Trouble;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Both processes of one {@link LiveFault}, on the way to its state and through its trouble.
 *
 * @param link what is between them; null where there is nothing
 */
record Scene(LiveFault fault, Endpoint old, Endpoint heir, Link link) {
    /** Enough of the stream for RAM to be on its way, and far from all of it. */
    static final int SOME = 256 * 1024;

    private static final long QUIET_NANOS = 150_000_000;

    /** What the link does when {@link #SOME} has passed; null for nothing. */
    static Link.Act actOf(LiveFault fault) {
        if (fault.state() != State.ACTIVE) {
            return null;
        }
        return fault.trouble() == Trouble.SLOW ? Link.Act.SLOW : Link.Act.STALL;
    }

    /** Begins. */
    void begin(String out, String in) throws IOException, QmpError {
        for (Endpoint endpoint : new Endpoint[] {old, heir}) {
            endpoint.set(fault.answers() ? Feature.RETURN_PATH : Feature.PLAIN);
            boolean holds = fault.state().compareTo(State.PRE_SWITCHOVER) >= 0;
            List<Object> on = List.of(Map.of("capability", "pause-before-switchover", "state", holds));
            endpoint.vm().qmp().execute("migrate-set-capabilities", "capabilities", on);
        }
        heir.vm().qmp().execute("migrate-incoming", "uri", in, "exit-on-error", true);
        old.vm().qmp().execute("migrate", "uri", out);
    }

    /** Waits for the state. */
    void reach() throws IOException, QmpError {
        switch (fault.state()) {
            case SETUP -> old.vm().qmp().awaitMigration("setup");
            case ACTIVE -> link.await(actOf(fault));
            default -> old.vm().qmp().awaitMigration("pre-switchover");
        }
        switch (fault.state()) {
            case DEVICE -> {
                link.become(Link.Act.STALL);
                goOn();
            }
            case LAST_BYTE -> {
                signal("STOP");
                goOn();
                awaitAllSent();
            }
            default -> {}
        }
    }

    private void goOn() throws IOException, QmpError {
        old.vm().qmp().execute("migrate-continue", "state", "pre-switchover");
    }

    /** Who waits for no answer has completed; who does sends nothing more. */
    private void awaitAllSent() throws IOException, QmpError {
        if (!fault.answers()) {
            old.vm().qmp().awaitMigration("completed");
            return;
        }
        long[] last = {-1};
        long[] since = {0};
        Await.until("the last byte", old.vm().process()::toString, () -> {
            long now = old.sent();
            since[0] = now == last[0] ? since[0] : System.nanoTime();
            last[0] = now;
            return System.nanoTime() - since[0] > QUIET_NANOS;
        });
    }

    /** Has it happen. */
    void trouble() throws IOException, QmpError {
        if (fault.trouble().stalls() && fault.state() != State.SETUP) {
            link.become(Link.Act.STALL);
        }
        switch (fault.trouble()) {
            case CANCEL, STALL_AND_CANCEL -> cancel();
            case CUT, STALL_AND_CUT -> cut();
            case SLOW -> slow();
            case KILL_DESTINATION -> killDestination();
            case KILL_SOURCE -> {
                old.vm().process().kill();
                old.vm().process().awaitExit();
                pass();
            }
        }
        goOnIfUntold();
    }

    private void cancel() throws IOException, QmpError {
        old.vm().qmp().execute("migrate_cancel");
        // It must not take the other side to be cancelled.
        old.vm().qmp().awaitMigration("cancelled");
        pass();
    }

    /** Without a link between them the source cuts the connection itself. */
    private void cut() throws IOException, QmpError {
        if (link != null) {
            link.become(Link.Act.CUT);
        } else {
            old.vm().qmp().execute("yank", "instances", List.of(Map.of("type", "migration")));
            old.vm().qmp().awaitMigration("failed");
            pass();
        }
    }

    private void slow() throws IOException, QmpError {
        switch (fault.state()) {
            case ACTIVE -> {
                link.awaitPassed(4 * SOME);
                assertEquals("active", old.told());
            }
            case PRE_SWITCHOVER -> {
                link.become(Link.Act.SLOW);
                goOn();
                link.awaitPassed(link.passed() + 1);
            }
            case DEVICE -> {
                link.become(Link.Act.SLOW);
                link.awaitPassed(link.passed() + 1);
            }
            default -> {}
        }
        pass();
    }

    private void killDestination() throws IOException {
        heir.vm().process().kill();
        heir.vm().process().awaitExit();
        if (link != null) {
            link.become(Link.Act.PASS);
            link.await(Link.Act.CUT);
        }
    }

    private void pass() throws IOException {
        if (link != null) {
            link.become(Link.Act.PASS);
        } else {
            signal("CONT");
        }
    }

    private void signal(String name) throws IOException {
        try {
            Process kill = new ProcessBuilder(
                            "kill", "-" + name, "" + heir.vm().process().pid())
                    .start();
            kill.waitFor(Await.LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Who neither sends nor listens learns of nothing until it goes on. */
    private void goOnIfUntold() throws IOException, QmpError {
        boolean lost = fault.trouble() == Trouble.CUT
                || fault.trouble() == Trouble.STALL_AND_CUT
                || fault.trouble() == Trouble.KILL_DESTINATION;
        if (lost && fault.state() == State.PRE_SWITCHOVER && !fault.answers()) {
            assertEquals("pre-switchover", old.told());
            goOn();
        }
    }
}
