package baton.machine.board;

import baton.chardev.Chardev;
import baton.machine.boot.BootPlan;
import baton.machine.memory.RamBackend;
import baton.machine.vcpu.CpuConfig;
import java.util.List;

/**
 * What a microvm is made of.
 *
 * @param cpu processors
 * @param ram main memory; the board takes ownership
 * @param firmware the 64 KiB block {@code pc.bios}; the board takes ownership
 * @param boot what is started at power-on and reset, null for nothing but a halted processor
 * @param kernelCommandLine as fw_cfg tells it, empty without a kernel
 * @param serials chardevs of COM1 and following; null for a port that is not there
 * @param rtc whether there is a clock chip ({@code rtc=on})
 * @param rtcBaseSeconds wall time the guest starts with, seconds since 1970
 * @param rtcVirtual whether the clock chip follows virtual time ({@code -rtc clock=vm})
 */
public record MicrovmConfig(
        CpuConfig cpu,
        RamBackend ram,
        RamBackend firmware,
        BootPlan boot,
        String kernelCommandLine,
        List<Chardev> serials,
        boolean rtc,
        long rtcBaseSeconds,
        boolean rtcVirtual) {}
