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
    private volatile boolean sleepAsked;

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
        sleepAsked = false;
    }

    /** Whether the guest has asked to sleep since {@link #goOn}. */
    @AnyThread
    boolean sleepAsked() {
        return sleepAsked;
    }

    @Override
    public void sleep() {
        sleepAsked = true;
        waiting = true;
        guest.suspendRequested();
    }

    @Override
    public void off() {
        waiting = true;
        guest.shutdownRequested();
    }

    @Override
    public void reset() {
        waiting = true;
        guest.resetRequested();
    }

    @Override
    public void resetRequested(int cpu) {
        guest.resetRequested();
    }

    @Override
    public void shutdownRequested(int cpu) {
        guest.shutdownRequested();
    }

    @Override
    public void failed(int cpu, String why) {
        guest.failed(cpu, why);
    }
}
