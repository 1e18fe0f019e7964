package baton.cli.options;

import java.util.Map;

/** What QEMU knows and Baton does not: refused by name, with what to do about it. */
final class Refusals {
    private Refusals() {}

    /** The error for an option nobody took. */
    static OptionException refuse(OptionScanner option) {
        String instead = instead(option.name());
        if (instead == null) {
            return OptionException.at(option.where(), "invalid option");
        }
        return OptionException.unsupported(option.where(), instead);
    }

    /** For options whose hardware does not exist here: {@code none} is what they get. */
    static void onlyNone(String value, String where) throws OptionException {
        if (!value.equals("none")) {
            throw OptionException.unsupported(where, "the machine has no such device; leave it out or give none");
        }
    }

    /** {@code -display}: none, whatever QEMU takes with it. */
    static void display(String value, String where, Notes notes) throws OptionException {
        Map<String, Object> keys =
                JsonArgument.looksLike(value) ? JsonArgument.parse(where, value) : KeyValue.parse(where, value, "type");
        Object type = keys.get("type");
        if (value.equals("help") || value.equals("?")) {
            notes.help(Request.Topic.DISPLAY, null);
        } else if (type == null) {
            throw OptionException.at(where, "Parameter 'type' is missing");
        } else if (!type.equals("none")) {
            throw displayRefusal(String.valueOf(type), where);
        }
        for (String key : keys.keySet()) {
            switch (key) {
                case "type", "full-screen", "window-close", "show-cursor", "gl" -> {}
                default -> throw OptionException.at(where, "Parameter '" + key + "' is unexpected");
            }
        }
    }

    /** {@code -audio} and {@code -audiodev}: a backend that makes no sound is there already. */
    static void audio(String value, String where) throws OptionException {
        Map<String, Object> keys = JsonArgument.looksLike(value)
                ? JsonArgument.parse(where, value)
                : KeyValue.parse(where, value, "driver");
        if (!"none".equals(keys.get("driver"))) {
            throw OptionException.unsupported(where, "there is no sound device; leave it out or give driver=none");
        }
    }

    private static OptionException displayRefusal(String type, String where) {
        return switch (type) {
            case "gtk",
                    "sdl",
                    "egl-headless",
                    "curses",
                    "spice-app",
                    "dbus",
                    "vnc",
                    "cocoa",
                    "default" -> OptionException.unsupported(
                    where, "there is no display; use -display none, or -nographic for a serial console");
            default -> OptionException.at(where, "Parameter 'type' does not accept value '" + type + "'");
        };
    }

    private static String instead(String name) {
        String disk = disk(name);
        return disk != null ? disk : other(name);
    }

    private static String disk(String name) {
        return switch (name) {
            case "hda",
                    "hdb",
                    "hdc",
                    "hdd" -> "a disk is a virtio device; give -drive file=FILE,format=raw,if=none,id=ID"
                    + " and -device virtio-blk-device,drive=ID (virtio-blk-pci on q35)";
            case "cdrom" -> "there is no CD drive; give the image as a disk that is read-only, with -drive";
            case "fda", "fdb", "mtdblock", "sd" -> "there is no such controller; give a disk with -drive";
            case "pflash" -> "guests start without firmware; give a kernel with -kernel";
            case "snapshot" -> "nothing is put over a disk; copy it and leave -snapshot out";
            case "fsdev", "virtfs" -> "no folder of the host is shared; put files in an -initrd or on a disk";
            case "iscsi" -> "disks are files or devices of the host; give -drive";
            case "usb", "usbdevice" -> "the machine has no USB; use the serial console";
            case "spice",
                    "vnc",
                    "full-screen",
                    "g",
                    "rotate" -> "there is no display; use -display none, or -nographic for a serial console";
            case "bios" -> "guests start without firmware; give a kernel with -kernel";
            case "dtb", "shim", "option-rom", "acpitable" -> "guests start without firmware tables; leave it out";
            case "tpmdev" -> "the machine has no such device; leave it out";
            case "numa" -> "memory is one node; give -m and leave it out";
            default -> null;
        };
    }

    private static String other(String name) {
        return switch (name) {
            case "gdb", "s" -> "there is no gdb server; use the monitor's x, xp and info registers";
            case "icount",
                    "one-insn-per-tb",
                    "plugin",
                    "dfilter",
                    "seed",
                    "perfmap",
                    "jitdump" -> "guests run on KVM only, nothing is translated; leave it out";
            case "debugcon" -> "there is no debug port; use -serial";
            case "dump-vmstate" -> "the stream describes itself; read it with tools for QEMU streams";
            case "enable-sync-profile" -> "profile the Java process instead";
            case "writeconfig" -> "write the value where the option is given, or in a -readconfig file";
            case "compat" -> "deprecated commands are not there to be hidden; leave it out";
            case "runas",
                    "win2k-hack",
                    "echr",
                    "xen-domid",
                    "xen-attach",
                    "xen-domid-restrict" -> "start it from a process that has done so, or leave it out";
            default -> null;
        };
    }
}
