package baton.command;

import baton.command.hmp.MissingCommand;
import baton.monitor.hmp.HmpCommand;

/** What the human monitor of QEMU has and Baton has not; not listed by help, but answered. */
final class MissingCommands {
    private MissingCommands() {}

    /** A command that says what to use instead of {@code name}; null when QEMU has no such command either. */
    static HmpCommand find(String name) {
        String instead = instead(name);
        return instead == null ? null : new MissingCommand(name, instead);
    }

    private static String instead(String name) {
        String block = block(name);
        String device = block == null ? device(name) : block;
        return device == null ? other(name) : device;
    }

    private static String block(String name) {
        return switch (name) {
            case "block_job_cancel",
                    "block_job_complete",
                    "block_job_pause",
                    "block_job_resume",
                    "block_job_set_speed",
                    "block_stream",
                    "drive_backup",
                    "drive_mirror" -> "there are no block jobs; copy the image while the guest is stopped";
            case "block_set_io_throttle", "change", "commit", "eject", "qemu-io" -> "disks are"
                    + " as the command line says; change it there";
            case "drive_add", "drive_del" -> "give -drive on the command line";
            case "delvm", "loadvm", "savevm", "snapshot_blkdev", "snapshot_blkdev_internal" -> "there are no"
                    + " snapshots; use stop and migrate file:PATH, and -incoming to go back";
            case "snapshot_delete_blkdev_internal" -> "there are no snapshots; delete the file of migrate file:PATH";
            case "nbd_server_add", "nbd_server_remove", "nbd_server_start", "nbd_server_stop" -> "there is no"
                    + " NBD server; use qemu-nbd on the image";
            default -> null;
        };
    }

    private static String device(String name) {
        return switch (name) {
            case "boot_set" -> "no function defined to set boot device list for this architecture";
            case "chardev-add", "chardev-change", "chardev-remove" -> "give -chardev on the command line";
            case "chardev-send-break" -> "type the break at the serial port's own end";
            case "client_migrate_info", "expire_password", "set_password", "screendump" -> "there is no display;"
                    + " use a serial console";
            case "hostfwd_add", "hostfwd_remove" -> "there is no user mode network; forward ports on the host";
            case "mouse_button", "mouse_move", "mouse_set" -> "the machine has no mouse; use the serial console";
            case "pcie_aer_inject_error" -> "no device reports PCIe errors; use nmi";
            case "sendkey" -> "the machine has no keyboard; use the serial console";
            case "stopcapture", "wavcapture" -> "there is no sound device";
            case "watchdog_action" -> "there is no watchdog; use -action on the command line";
            case "xen-event-inject", "xen-event-list" -> "guests run on KVM, without Xen's events";
            default -> null;
        };
    }

    private static String other(String name) {
        return switch (name) {
            case "calc_dirty_rate" -> "use migrate, and dirty-pages-rate of info migrate";
            case "set_vcpu_dirty_limit", "cancel_vcpu_dirty_limit" -> "use migration capability auto-converge";
            case "dumpdtb" -> "the machine has no device tree";
            case "gdbserver" -> "there is no gdb server; use x, xp and info registers";
            case "mce" -> "there are no machine checks to inject; use nmi";
            case "one-insn-per-tb" -> "guests run on KVM, nothing is translated";
            case "replay_break", "replay_delete_break", "replay_seek" -> "there is no record and replay; use"
                    + " migrate file:PATH";
            case "sync-profile" -> "use jcmd PID JFR.start";
            case "x_colo_lost_heartbeat" -> "there is no COLO; use migrate";
            default -> null;
        };
    }
}
