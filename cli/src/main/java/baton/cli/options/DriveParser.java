package baton.cli.options;

import baton.block.ErrorPolicy;
import baton.block.NodeSpec;
import java.util.ArrayList;
import java.util.List;

/** {@code -drive} and {@code -blockdev}. */
final class DriveParser {
    /** A drive and which controller is to have it: none for one that a device names. */
    record Drive(DriveOptions options, String bus) {}

    private final List<BlockOptions.Node> nodes = new ArrayList<>();
    private final List<Drive> drives = new ArrayList<>();

    void blockdev(String text, String where) throws OptionException {
        nodes.add(new BlockOptions.Node(
                JsonArgument.looksLike(text) ? JsonArgument.parse(where, text) : KeyValue.parse(where, text, "driver"),
                where));
    }

    List<BlockOptions.Node> nodes() {
        return nodes;
    }

    /** All drives, whoever has them. */
    List<Drive> drives() {
        return drives;
    }

    void drive(String text, String where, Notes notes) throws OptionException {
        TextArguments a = TextArguments.parse(where, text, null, notes.warnings());
        String bus = bus(a);
        format(a);
        String id = a.string("id", null);
        if (id != null) {
            Values.requireIdentifier(where, id);
        } else {
            id = freeName(bus);
        }
        String file = a.string("file", a.string("file.filename", null));
        if (file == null) {
            throw OptionException.unsupported(where, "a disk is a file; give file=PATH");
        }
        if (file.startsWith("/dev/fdset/")) {
            throw OptionException.unsupported(
                    where, "a disk is opened by its own name; give that instead of a descriptor");
        }
        boolean[] cache = cache(a);
        boolean readOnly = a.bool("read-only", a.bool("readonly", false));
        a.bool("auto-read-only", false);
        a.string("index", null);
        a.string("unit", null);
        asynchronous(a, cache[1]);
        DriveOptions options = new DriveOptions(
                id,
                file,
                readOnly,
                new NodeSpec.Cache(cache[1], cache[2]),
                cache[0],
                unmap(a),
                !a.word("file.locking", "auto", "auto", "on", "off").equals("off"),
                policy(a, "rerror", ErrorPolicy.REPORT),
                policy(a, "werror", ErrorPolicy.ENOSPC),
                where);
        finish(a);
        drives.add(new Drive(options, bus));
    }

    /** As QEMU numbers the drives of each kind. */
    private String freeName(String bus) {
        int number = 0;
        for (Drive other : drives) {
            number += other.bus().equals(bus) ? 1 : 0;
        }
        return bus + number + (bus.equals("ide") ? "-hd0" : "");
    }

    private static String bus(TextArguments a) throws OptionException {
        String bus = a.string("if", "ide");
        switch (bus) {
            case "ide", "none", "virtio" -> {}
            case "scsi", "floppy", "pflash", "mtd", "sd", "xen" -> throw OptionException.unsupported(
                    a.where(), "there is no such controller; use if=none and -device virtio-blk-device");
            default -> throw a.error("unsupported bus type '" + bus + "'");
        }
        if (!a.word("media", "disk", "disk", "cdrom").equals("disk")) {
            throw OptionException.unsupported(a.where(), "there is no CD drive; give media=disk");
        }
        return bus;
    }

    private static void format(TextArguments a) throws OptionException {
        String format = a.string("format", a.string("driver", null));
        if (format == null) {
            throw OptionException.unsupported(a.where(), "a disk is read as it is; give format=raw");
        }
        switch (format) {
            case "raw" -> {}
            case "qcow2", "qcow", "qed", "vmdk", "vdi", "vpc", "vhdx", "luks" -> throw OptionException.unsupported(
                    a.where(), "a disk is read as it is; convert it (qemu-img convert -O raw) and give format=raw");
            default -> throw a.error("Unknown driver '" + format + "'");
        }
        if (a.bool("snapshot", false) || a.bool("copy-on-read", false)) {
            throw OptionException.unsupported(a.where(), "nothing is put over a disk; copy it and leave snapshot out");
        }
        a.word("detect-zeroes", "off", "off");
    }

    /** Write-back, direct, no flush. */
    private static boolean[] cache(TextArguments a) throws OptionException {
        boolean[] modes =
                switch (a.string("cache", "writeback")) {
                    case "writeback" -> new boolean[] {true, false, false};
                    case "writethrough" -> new boolean[] {false, false, false};
                    case "none", "off" -> new boolean[] {true, true, false};
                    case "directsync" -> new boolean[] {false, true, false};
                    case "unsafe" -> new boolean[] {true, false, true};
                    default -> throw a.error("invalid cache option");
                };
        modes[0] = a.bool("cache.writeback", modes[0]);
        modes[1] = a.bool("cache.direct", modes[1]);
        modes[2] = a.bool("cache.no-flush", modes[2]);
        return modes;
    }

    /** How QEMU has requests wait for the host; here a thread waits. */
    private static void asynchronous(TextArguments a, boolean direct) throws OptionException {
        String aio = a.word("aio", "threads", "threads", "native", "io_uring");
        if (aio.equals("native") && !direct) {
            throw a.error("aio=native was specified, but it requires cache.direct=on, which was not specified.");
        }
    }

    private static boolean unmap(TextArguments a) throws OptionException {
        return switch (a.string("discard", "ignore")) {
            case "ignore", "off" -> false;
            case "unmap", "on" -> true;
            default -> throw a.error("Invalid discard option");
        };
    }

    private static ErrorPolicy policy(TextArguments a, String key, ErrorPolicy fallback) throws OptionException {
        String word = a.string(key, null);
        if (word == null) {
            return fallback;
        }
        boolean read = key.equals("rerror");
        ErrorPolicy policy = ErrorPolicy.named(word);
        if (policy == null || read && policy == ErrorPolicy.ENOSPC) {
            throw a.error("'" + word + "' invalid " + (read ? "read" : "write") + " error action");
        }
        return policy;
    }

    private static void finish(TextArguments a) throws OptionException {
        for (String key : a.keys()) {
            if (key.startsWith("throttling.") || key.startsWith("iops") || key.startsWith("bps")) {
                throw OptionException.unsupported(a.where(), "I/O is not rationed; leave " + key + " out");
            }
        }
        if (a.unread() != null) {
            throw a.error("Block format 'raw' does not support the option '" + a.unread() + "'");
        }
    }
}
