package baton.cli.options;

import java.util.ArrayList;
import java.util.List;

/**
 * {@code -device ide-hd}, and who has which drive. Such a disk is what the machine boots from, and no more: its first
 * sector is put into memory and started. There is no controller by which a guest could read on.
 */
final class DiskParser {
    private record Disk(String drive, String where) {}

    private final DriveParser drives;
    private final List<Disk> disks = new ArrayList<>();

    DiskParser(DriveParser drives) {
        this.drives = drives;
    }

    /** {@code -device ide-hd}, its driver read. */
    void disk(Arguments a) throws OptionException {
        String drive = a.string("drive", null);
        if (drive == null) {
            throw a.error("No drive specified");
        }
        String id = a.string("id", null);
        if (id != null) {
            Values.requireIdentifier(a.where(), id);
        }
        a.string("bus", null);
        a.string("serial", null);
        for (String key : new String[] {"bootindex", "unit", "secs", "cyls", "heads"}) {
            a.string(key, null);
        }
        a.finish();
        disks.add(new Disk(drive, a.where()));
    }

    /** The file of the first disk, null without one; after all options. */
    String finish(MachineType machine) throws OptionException {
        for (Disk disk : disks) {
            requireBus(machine, disk.where(), "No 'IDE' bus found for device 'ide-hd'");
            requireDrive(disk);
        }
        String first = null;
        for (DriveParser.Drive drive : drives.drives()) {
            if (drive.bus().equals("ide")) {
                requireBus(machine, drive.options().where(), "machine type does not support if=ide,bus=0,unit=0");
            }
            if (drive.bus().equals("virtio") && !machine.isQ35()) {
                throw OptionException.at(drive.options().where(), "No 'PCI' bus found for device 'virtio-blk-pci'");
            }
            if (first == null && isBootDisk(drive)) {
                first = drive.options().file();
            }
        }
        return first;
    }

    /** The devices of drives with {@code if=virtio}, behind those of {@code -device}. */
    void virtio(List<PlugOptions> plugs) throws OptionException {
        for (DriveParser.Drive drive : drives.drives()) {
            if (drive.bus().equals("virtio")) {
                String device = "virtio-blk-pci,drive=" + drive.options().id();
                plugs.add(PlugParser.parse(
                        TextArguments.parse(drive.options().where(), device, "driver", new ArrayList<>())));
            }
        }
    }

    /** What other devices may have: nodes, and drives that are no boot disks. */
    BlockOptions rest() {
        List<DriveOptions> others = new ArrayList<>();
        for (DriveParser.Drive drive : drives.drives()) {
            if (!isBootDisk(drive)) {
                others.add(drive.options());
            }
        }
        return new BlockOptions(drives.nodes(), others);
    }

    private static void requireBus(MachineType machine, String where, String error) throws OptionException {
        if (!machine.isQ35()) {
            throw OptionException.at(where, error);
        }
    }

    private void requireDrive(Disk disk) throws OptionException {
        for (DriveParser.Drive drive : drives.drives()) {
            if (disk.drive().equals(drive.options().id())) {
                return;
            }
        }
        throw OptionException.at(disk.where(), "Property 'ide-hd.drive' can't find value '" + disk.drive() + "'");
    }

    private boolean isBootDisk(DriveParser.Drive drive) {
        for (Disk disk : disks) {
            if (disk.drive().equals(drive.options().id())) {
                return true;
            }
        }
        return drive.bus().equals("ide");
    }
}
