package baton.machine.board;

import baton.chardev.Chardev;
import baton.machine.boot.BootPlan;
import baton.machine.memory.RamBackend;
import baton.machine.smbios.SmbiosTables;
import baton.machine.vcpu.CpuConfig;
import baton.migration.spi.RamBlock;
import java.util.List;
import java.util.Map;

/**
 * What a machine with PC hardware is made of.
 *
 * @param cpu processors
 * @param ram main memory; the board takes ownership
 * @param firmware the block {@code pc.bios}, of the board's size; the board takes ownership
 * @param boot what is started at power-on and reset, null for nothing but a halted processor
 * @param kernelCommandLine as fw_cfg tells it, empty without a kernel
 * @param serials chardevs of COM1 and following; null for a port that is not there
 * @param serialIds for each of them {@code -device}'s id, empty for none; null for a port of the machine's own
 * @param rtc whether there is a clock chip ({@code rtc=on})
 * @param rtcBaseSeconds wall time the guest starts with, seconds since 1970
 * @param rtcClock what the clock chip follows ({@code -rtc clock=})
 * @param virtio devices behind virtio-mmio, in the order of their sections; only a microvm has such slots
 * @param firmwareFiles files for fw_cfg, by name in ascending order
 * @param smbios tables that tell of the machine; null for none, as on a microvm
 */
public record PcConfig(
        CpuConfig cpu,
        RamBackend ram,
        RamBackend firmware,
        BootPlan boot,
        String kernelCommandLine,
        List<Chardev> serials,
        List<String> serialIds,
        boolean rtc,
        long rtcBaseSeconds,
        RtcClock rtcClock,
        List<MmioPlug> virtio,
        Map<String, byte[]> firmwareFiles,
        SmbiosTables smbios) {
    /** Main memory and firmware's block, the larger one first, as QEMU lists them. */
    List<RamBlock> blocks() {
        return ram.length() >= firmware.length() ? List.of(ram, firmware) : List.of(firmware, ram);
    }

    /** What moves the clock chip. */
    public enum RtcClock {
        /** The host's time of day, with its steps. */
        HOST,
        /** The host's monotonic clock. */
        RT,
        /** The guest's virtual time. */
        VM
    }
}
