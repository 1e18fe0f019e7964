package baton.machine.board;

import baton.base.Closer;
import baton.base.MainLoopThread;
import baton.device.generation.GenerationId;
import baton.device.pci.PciBus;
import baton.machine.bus.IoBus;
import baton.machine.memory.MemoryMap;
import baton.machine.tree.DeviceNode;
import baton.machine.tree.DeviceTree;
import baton.machine.vcpu.ParkedTask;
import baton.machine.vcpu.Vcpu;
import baton.migration.spi.RamBlock;
import baton.migration.vmstate.VmState;
import baton.migration.vmstate.VmStateException;
import baton.nat.libc.Fd;
import java.io.IOException;
import java.util.List;

/** The hardware of one machine: it starts, stops and resets as told, and decides nothing. */
@MainLoopThread
public interface Board extends Closer.Resource {
    /** Name in the stream's configuration section and of {@code -machine}. */
    String machineName();

    /** RAM in stream order. */
    List<RamBlock> ramBlocks();

    /** Device sections in stream order; the machine adds {@code globalstate}. */
    List<VmState> sections();

    /** What RAM the guest sees where. */
    MemoryMap memory();

    /** The processors, in order; none for {@code none}. */
    List<Vcpu> cpus();

    /** Where devices answer, by address, ports first. */
    List<BusWindow> windows();

    /** What the board carries besides processors and memory, and what users have added. */
    DeviceTree tree();

    /** Keeps the hardware in the kernel while it is open; stays the board's. Null when there is none. */
    default Fd hardware() {
        return null;
    }

    /** The I/O ports that processors' exits go to; null where there are none. */
    default IoBus ports() {
        return null;
    }

    /** Power-on: devices, chips and processors reset, and what boots loaded again. The processors are parked. */
    void reset() throws IOException, VmStateException;

    /** PCI bus 0; null where there is no PCI. */
    default PciBus pci() {
        return null;
    }

    /** What PCI devices users add and take away; null where there is no PCI. */
    default PciPlugs plugs() {
        return null;
    }

    /**
     * Adds QEMU's {@code pvpanic}, once, while the board stands still.
     *
     * @param events those that a guest is told it may report
     */
    default void addPanicPort(DeviceNode device, int events) throws PlugRefused {
        throw new PlugRefused("No 'ISA' bus found for device 'pvpanic'");
    }

    /**
     * Adds QEMU's {@code vmgenid}, once, while the board stands still.
     *
     * @param number 16 bytes, in the order in which a UUID is written
     */
    default void addGenerationId(DeviceNode device, byte[] number) throws PlugRefused {
        throw new PlugRefused("vmgenid requires DMA write support in fw_cfg, which this machine type does not provide");
    }

    /** The number of {@code vmgenid}, null without one. */
    default GenerationId generationId() {
        return null;
    }

    /** ACPI power management; null where there is none. */
    default AcpiPower power() {
        return null;
    }

    /** What the guest has asked for since its processors were last started. They are parked. */
    default GuestWish wish() {
        return GuestWish.NOTHING;
    }

    /** Time goes on and the processors run. */
    void start() throws IOException;

    /** The processors stand still, and time with them. */
    void stop() throws IOException;

    /** Runs {@code task} while no processor runs, without stopping time: for a look at registers. */
    void pauseFor(ParkedTask task) throws IOException;
}
