package baton.cli.options;

import java.util.ArrayList;
import java.util.List;

/**
 * {@code -drive} and {@code -device ide-hd}. A disk is what the machine boots from, and no more: its first sector is put
 * into memory and started. There is no controller by which a guest could read on.
 */
final class DiskParser {
    private record Drive(String id, String file, boolean attached, String where) {}

    private record Disk(String drive, String where) {}

    private final List<Drive> drives = new ArrayList<>();
    private final List<Disk> disks = new ArrayList<>();

    void drive(String text, String where, Notes notes) throws OptionException {
        TextArguments a = TextArguments.parse(where, text, null, notes.warnings());
        String bus = a.word("if", "ide", "none", "ide", "scsi", "virtio", "floppy", "pflash", "mtd", "sd", "xen");
        if (!bus.equals("none") && !bus.equals("ide")) {
            throw OptionException.unsupported(where, "disks are there to boot from; use if=none and -device ide-hd");
        }
        if (!"raw".equals(a.string("format", null))) {
            throw OptionException.unsupported(where, "a disk is read as it is; give format=raw");
        }
        if (!a.word("media", "disk", "disk", "cdrom").equals("disk")) {
            throw OptionException.unsupported(where, "there is no CD drive; give media=disk");
        }
        String id = a.string("id", null);
        if (id != null) {
            Values.requireIdentifier(where, id);
        }
        String file = a.string("file", null);
        if (file == null) {
            throw OptionException.unsupported(where, "a disk is a file; give file=PATH");
        }
        a.bool("readonly", false);
        a.word("cache", "writeback", "none", "writeback", "writethrough", "directsync", "unsafe");
        a.finish();
        drives.add(new Drive(id, file, bus.equals("ide"), where));
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
        for (Drive drive : drives) {
            if (drive.attached()) {
                requireBus(machine, drive.where(), "machine type does not support if=ide,bus=0,unit=0");
            } else if (!isUsed(drive)) {
                throw OptionException.unsupported(drive.where(), "no device has it; add -device ide-hd to a q35");
            }
            first = first == null ? drive.file() : first;
        }
        return first;
    }

    private static void requireBus(MachineType machine, String where, String error) throws OptionException {
        if (!machine.isQ35()) {
            throw OptionException.at(where, error);
        }
    }

    private void requireDrive(Disk disk) throws OptionException {
        for (Drive drive : drives) {
            if (disk.drive().equals(drive.id())) {
                return;
            }
        }
        throw OptionException.at(disk.where(), "Property 'ide-hd.drive' can't find value '" + disk.drive() + "'");
    }

    private boolean isUsed(Drive drive) {
        for (Disk disk : disks) {
            if (disk.drive().equals(drive.id())) {
                return true;
            }
        }
        return false;
    }
}
