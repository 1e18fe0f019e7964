package baton.cli.options;

import java.util.List;

/**
 * A whole command line, checked as far as that goes without opening anything but configuration files.
 *
 * @param machine {@code -machine}
 * @param accelerators to be tried in order; at least one
 * @param cpu {@code -cpu}
 * @param smp {@code -smp}
 * @param memory {@code -m} and what belongs to it
 * @param objects {@code -object}, in order
 * @param console chardevs, serial ports and monitors
 * @param boot kernel and boot order
 * @param run start, end and clock
 * @param process the process around the machine
 * @param migration incoming channels and migration properties
 * @param devices serial ports of {@code -device}, in order
 * @param virtio virtio devices of {@code -device}, in order
 * @param netdevs {@code -netdev}, in order
 * @param firmwareFiles {@code -fw_cfg}, in order
 * @param smbios {@code -smbios}, in order
 * @param plugs PCI devices of {@code -device}, in order
 * @param block disks that devices may have
 * @param warnings to be printed as {@code qemu-system-x86_64: TEXT} before anything is done
 */
public record VmOptions(
        MachineOptions machine,
        List<AcceleratorOptions> accelerators,
        CpuOptions cpu,
        SmpOptions smp,
        MemoryOptions memory,
        List<ObjectOptions> objects,
        ConsoleOptions console,
        BootOptions boot,
        RunOptions run,
        ProcessOptions process,
        MigrationOptions migration,
        List<SerialDeviceOptions> devices,
        List<VirtioDeviceOptions> virtio,
        List<NetdevOptions> netdevs,
        List<FirmwareFileOptions> firmwareFiles,
        List<SmbiosOptions> smbios,
        List<PlugOptions> plugs,
        BlockOptions block,
        List<String> warnings) {
    /** Copies the lists. */
    public VmOptions {
        accelerators = List.copyOf(accelerators);
        objects = List.copyOf(objects);
        devices = List.copyOf(devices);
        virtio = List.copyOf(virtio);
        netdevs = List.copyOf(netdevs);
        firmwareFiles = List.copyOf(firmwareFiles);
        smbios = List.copyOf(smbios);
        plugs = List.copyOf(plugs);
        warnings = List.copyOf(warnings);
    }
}
