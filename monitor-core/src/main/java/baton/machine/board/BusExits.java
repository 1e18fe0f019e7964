package baton.machine.board;

import baton.base.AnyThread;
import baton.base.VcpuThread;
import baton.machine.bus.IoBus;
import baton.machine.bus.MmioBus;
import baton.machine.bus.PowerRequests;
import baton.machine.vcpu.ExitHandler;

/**
 * Sends exits to the buses, and what concerns the whole machine to {@link GuestEvents}. After a device has asked the
 * machine for something the guest runs no further until {@link #goOn}: it is not to see the moment after its own sleep.
 */
@VcpuThread
final class BusExits implements ExitHandler, PowerRequests {
    private final IoBus ports;
    private final MmioBus mmio;
    private final GuestEvents guest;
    private volatile boolean waiting;
    private volatile GuestWish wish = GuestWish.NOTHING;

    BusExits(IoBus ports, MmioBus mmio, GuestEvents guest) {
        this.ports = ports;
        this.mmio = mmio;
        this.guest = guest;
    }

    @Override
    public long portRead(int port, int size) {
        return ports.read(port, size);
    }

    @Override
    public void portWrite(int port, long value, int size) {
        ports.write(port, value, size);
    }

    @Override
    public long memoryRead(long address, int size) {
        return mmio.read(address, size);
    }

    @Override
    public void memoryWrite(long address, long value, int size) {
        mmio.write(address, value, size);
    }

    @Override
    public boolean mustWait() {
        return waiting;
    }

    /** The machine has decided, and the processors are about to start. */
    @AnyThread
    void goOn() {
        waiting = false;
        wish = GuestWish.NOTHING;
    }

    /** What the guest has asked for since {@link #goOn}. */
    @AnyThread
    GuestWish wish() {
        return wish;
    }

    @Override
    public void sleep() {
        wish = GuestWish.SLEEP;
        waiting = true;
        guest.suspendRequested();
    }

    @Override
    public void off() {
        wish = GuestWish.OFF;
        waiting = true;
        guest.shutdownRequested();
    }

    @Override
    public void reset() {
        wish = GuestWish.RESET;
        waiting = true;
        guest.resetRequested();
    }

    @Override
    public void resetRequested(int cpu) {
        wish = GuestWish.RESET;
        guest.resetRequested();
    }

    @Override
    public void shutdownRequested(int cpu) {
        wish = GuestWish.OFF;
        guest.shutdownRequested();
    }

    @Override
    public void failed(int cpu, String why) {
        guest.failed(cpu, why);
    }
}
