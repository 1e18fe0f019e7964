package baton.command;

import baton.command.hmp.FixedTopic;
import baton.command.hmp.MissingCommand;
import baton.monitor.hmp.HmpCommand;
import baton.monitor.hmp.HmpCommands;
import baton.monitor.hmp.HmpSpec;

/**
 * Topics of {@code info} about what no machine here has. Those whose answer is QEMU's, of a machine without it, are listed;
 * the others say that they are not there, and what to use.
 */
final class FixedTopics implements HmpCommands {
    private static final String[] NAMES = {
        "accel",
        "block-jobs",
        "capture",
        "cryptodev",
        "dirty_rate",
        "firmware-log",
        "hotpluggable-cpus",
        "jit",
        "memory-devices",
        "mice",
        "numa",
        "replay",
        "roms",
        "sev",
        "sgx",
        "snapshots",
        "spice",
        "sync-profile",
        "tpm",
        "usb",
        "usbhost",
        "usernet",
        "vcpu_dirty_limit",
        "vnc"
    };

    private static final String NO_FIRMWARE_LOG = "Error: firmware log buffer not found";
    private static final String SYNC_HELP = "show synchronization profiling info, up to max entries (default: 10), "
            + "sorted by total wait time. (-m: sort by mean wait time; -n: do not coalesce objects with the same call site)";
    private static final String LINE = "-".repeat(79);
    private static final String NO_LOCKS =
            "Type               Object  Call site  Wait Time (s)         Count  Average (us)\n" + LINE + "\n" + LINE;

    @Override
    public HmpCommand find(String name) {
        HmpCommand listed = listed(name);
        String instead = listed == null ? missing(name) : null;
        return instead == null ? listed : new MissingCommand(name, instead);
    }

    @Override
    public String[] names() {
        return NAMES.clone();
    }

    private static HmpCommand listed(String name) {
        return switch (name) {
            case "accel" -> topic(name, "show accelerator statistics", "");
            case "block-jobs" -> topic(name, "show progress of ongoing block device operations", "No active jobs");
            case "capture" -> topic(name, "show capture information (deprecated)", "");
            case "cryptodev" -> topic(name, "show the crypto devices", "");
            case "dirty_rate" -> topic(name, "show dirty rate information", dirtyRate());
            case "firmware-log" -> topic(
                    name, "max-size:o?", "[max-size]", "show the firmware (ovmf) debug log", NO_FIRMWARE_LOG);
            case "hotpluggable-cpus" -> topic(
                    name,
                    "Show information about hotpluggable CPUs",
                    "Error: machine does not support hot-plugging CPUs");
            case "jit" -> topic(
                    name, "show dynamic compiler info", "Error: JIT information is only available with accel=tcg");
            case "memory-devices" -> topic(name, "show memory devices", "");
            case "mice" -> topic(name, "show which guest mouse is receiving events", "No mouse devices connected");
            case "numa" -> topic(name, "show NUMA information", "0 nodes");
            default -> more(name);
        };
    }

    private static HmpCommand more(String name) {
        return switch (name) {
            case "replay" -> topic(name, "show record/replay information", "Record/replay is not active");
            case "roms" -> topic(name, "show roms", "");
            case "sev" -> topic(name, "show SEV information", "SEV is not enabled");
            case "sgx" -> topic(name, "show intel SGX information", "No EPC regions defined, SGX not available");
            case "snapshots" -> topic(
                    name, "show the currently saved VM snapshots", "no block device can store vmstate for snapshot");
            case "spice" -> topic(name, "show the spice server status", "Server: disabled");
            case "sync-profile" -> topic(name, "mean:-m,no_coalesce:-n,max:i?", "[-m] [-n] [max]", SYNC_HELP, NO_LOCKS);
            case "tpm" -> topic(name, "show the TPM device", "");
            case "usb" -> topic(name, "show guest USB devices", "Error: USB support not enabled");
            case "usbhost" -> topic(name, "show host USB devices", "");
            case "usernet" -> topic(name, "show user network stack connection states", "");
            case "vcpu_dirty_limit" -> topic(
                    name, "show dirty page limit information of all vCPU", "Dirty page limit not enabled!");
            case "vnc" -> topic(name, "show the vnc server status", "None");
            default -> null;
        };
    }

    private static HmpCommand topic(String name, String help, String text) {
        return topic(name, "", "", help, text);
    }

    private static HmpCommand topic(String name, String types, String params, String help, String text) {
        return new FixedTopic(new HmpSpec(name, types, params, help), text);
    }

    private static String dirtyRate() {
        return "Status: unstarted\nStart Time: 0 (ms)\nSample Pages: 0 (per GB)\nPeriod: 0 (sec)\nMode: page-sampling\n"
                + "Dirty rate: (not ready)";
    }

    private static String missing(String name) {
        return switch (name) {
            case "opcount" -> "use info stats, and -metrics for counters";
            case "qdm" -> "the command line's -device help lists the devices";
            case "rocker", "rocker-of-dpa-flows", "rocker-of-dpa-groups", "rocker-ports" -> "there is no such switch";
            case "virtio-queue-element",
                    "virtio-queue-status",
                    "virtio-status",
                    "virtio-vhost-queue-status" -> "use info qtree";
            default -> null;
        };
    }
}
