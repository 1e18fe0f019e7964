package baton.cli.daemon;

import baton.base.AnyThread;
import baton.machine.Machine;
import baton.machine.board.GuestEvents;
import baton.mainloop.MainLoop;
import java.util.function.Supplier;

/** Brings a guest's requests from its vCPU threads to the main loop. */
@AnyThread
final class GuestRequests implements GuestEvents {
    private final MainLoop loop;
    private final Supplier<Machine> machine;

    /** @param machine asked on the main loop, when the machine that owns the board is made */
    GuestRequests(MainLoop loop, Supplier<Machine> machine) {
        this.loop = loop;
        this.machine = machine;
    }

    @Override
    public void resetRequested() {
        loop.post(new Runnable() {
            @Override
            public void run() {
                machine.get().guestReset();
            }
        });
    }

    @Override
    public void shutdownRequested() {
        loop.post(new Runnable() {
            @Override
            public void run() {
                machine.get().guestShutdown();
            }
        });
    }

    @Override
    public void suspendRequested() {
        loop.post(new Runnable() {
            @Override
            public void run() {
                machine.get().guestSuspend();
            }
        });
    }

    @Override
    public void panic(int bits) {
        loop.post(new Runnable() {
            @Override
            public void run() {
                machine.get().guestPanic(bits);
            }
        });
    }

    @Override
    public void slotReleased(String port) {
        loop.post(new Runnable() {
            @Override
            public void run() {
                machine.get().guestReleased(port);
            }
        });
    }

    @Override
    public void failed(int cpu, String why) {
        loop.post(new Runnable() {
            @Override
            public void run() {
                machine.get().guestFailed(why);
            }
        });
    }
}
