package baton.machine.board;

import baton.base.VcpuThread;
import baton.machine.bus.IoBus;
import baton.machine.bus.MmioBus;
import baton.machine.vcpu.ExitHandler;

/** Sends exits to the buses, and what concerns the whole machine to {@link GuestEvents}. */
@VcpuThread
final class BusExits implements ExitHandler {
    private final IoBus ports;
    private final MmioBus mmio;
    private final GuestEvents guest;

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
