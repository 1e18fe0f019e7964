package baton.cli.options;

import java.util.List;

/**
 * Every option, one line each: what takes it, and its argument if it has one. What -help says of them is in
 * {@code baton.cli.help.OptionList}; a test holds the two together. What QEMU has and this lacks is in {@link Refusals}.
 */
final class OptionTable {
    private final Notes notes = new Notes();
    private final ObjectParser objects = new ObjectParser(notes);
    private final MachineParser machine = new MachineParser(notes);
    private final MemoryParser memory = new MemoryParser();
    private final ConsoleParser console = new ConsoleParser(notes);
    private final ProcessParser process = new ProcessParser(notes);
    private final RunParser run = new RunParser(notes);
    private final MigrationParser migration = new MigrationParser(notes);
    private final NetworkParser network = new NetworkParser(notes);
    private final FirmwareFileParser firmwareFiles = new FirmwareFileParser(notes);
    private final SmbiosParser smbios = new SmbiosParser(notes);
    private final DriveParser drives = new DriveParser();
    private final DiskParser disks = new DiskParser(drives);
    private final DeviceParser devices = new DeviceParser(notes, disks);

    /** Takes one option in. */
    void apply(OptionScanner option) throws OptionException {
        if (!machine(option) && !console(option) && !process(option) && !run(option) && !nothing(option)) {
            throw Refusals.refuse(option);
        }
    }

    /** The text asked for so far, or null. */
    Request.Help help() {
        return notes.help();
    }

    /** Completes and cross-checks everything. */
    Request finish() throws OptionException {
        MachineOptions board = machine.finish();
        network.listModels(board);
        if (notes.help() != null) {
            return notes.help();
        }
        devices.first(network.cards(board));
        disks.virtio(devices.plugs());
        List<ObjectOptions> objectList = objects.finish(board.type(), machine.memoryBackend());
        VmOptions options = new VmOptions(
                board,
                machine.accelerators(),
                machine.cpu(),
                machine.smp(),
                memory.finish(machine, objectList),
                objectList,
                console.finish(board.type(), process.daemonizes(), devices.hasSerial()),
                machine.boot(disks.finish(board.type())),
                run.finish(),
                process.finish(),
                migration.finish(),
                devices.finish(board.type()),
                devices.virtio(),
                network.finish(),
                firmwareFiles.finish(),
                smbios.finish(),
                devices.plugs(),
                disks.rest(),
                notes.warnings());
        return new Request.Run(options);
    }

    private boolean machine(OptionScanner o) throws OptionException {
        switch (o.name()) {
            case "machine", "M" -> machine.machine(o.value(), o.where());
            case "accel" -> machine.accel(o.value(), o.where());
            case "enable-kvm" -> machine.set("accel", "kvm");
            case "cpu" -> machine.cpu(o.value());
            case "smp" -> machine.smp(o.value(), o.where());
            case "boot" -> machine.bootOrder(o.value(), o.where());
            case "kernel" -> machine.set("kernel", o.value());
            case "initrd" -> machine.set("initrd", o.value());
            case "append" -> machine.set("append", o.value());
            case "m" -> memory.memory(o.value(), o.where());
            case "mem-path" -> memory.path(o.value());
            case "mem-prealloc" -> memory.preallocate();
            case "fw_cfg" -> firmwareFiles.file(o.value(), o.where());
            case "smbios" -> smbios.take(o.value(), o.where(), process);
            case "object" -> objects.object(o.value(), o.where());
            case "device" -> devices.device(o.value(), o.where());
            case "drive" -> drives.drive(o.value(), o.where(), notes);
            case "blockdev" -> drives.blockdev(o.value(), o.where());
            case "readconfig" -> ReadConfig.read(o.value(), o.where(), this);
            case "set" -> o.value(); // has had its effect: SetOption
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean console(OptionScanner o) throws OptionException {
        switch (o.name()) {
            case "chardev" -> console.chardev(o.value(), o.where());
            case "serial" -> console.serial(o.value(), o.where());
            case "monitor" -> console.monitor(o.value(), o.where());
            case "qmp" -> console.qmp(o.value(), false, o.where());
            case "qmp-pretty" -> console.qmp(o.value(), true, o.where());
            case "mon" -> console.mon(o.value(), o.where());
            case "qtest" -> console.qtest(o.value(), o.where());
            case "qtest-log" -> console.qtestLog(o.value());
            case "nographic" -> console.nographic();
            case "nodefaults" -> console.nodefaults();
            case "display" -> Refusals.display(o.value(), o.where(), notes);
            case "parallel" -> Refusals.onlyNone(o.value(), o.where());
            case "vga" -> Refusals.onlyNone(o.value(), o.where());
            case "netdev" -> network.netdev(o.value(), o.where());
            case "nic" -> network.nic(o.value(), o.where());
            case "net" -> network.net(o.value(), o.where());
            case "audio", "audiodev" -> Refusals.audio(o.value(), o.where());
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean process(OptionScanner o) throws OptionException {
        switch (o.name()) {
            case "help", "h", "?" -> notes.help(Request.Topic.OPTIONS, null);
            case "version" -> notes.help(Request.Topic.VERSION, null);
            case "name" -> process.name(o.value(), o.where());
            case "uuid" -> process.uuid(o.value(), o.where());
            case "pidfile" -> process.pidFile(o.value());
            case "daemonize" -> process.daemonize();
            case "run-with" -> process.runWith(o.value(), o.where());
            case "sandbox" -> process.sandbox(o.value(), o.where());
            case "msg" -> process.messages(o.value(), o.where());
            case "d" -> process.logItems(o.value(), o.where());
            case "trace" -> process.trace(o.value(), o.where());
            case "metrics" -> process.metrics(o.value());
            case "D" -> process.logFile(o.value());
            case "add-fd" -> process.addFd(o.value(), o.where());
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean run(OptionScanner o) throws OptionException {
        switch (o.name()) {
            case "S" -> run.paused();
            case "no-reboot" -> run.noReboot();
            case "no-shutdown" -> run.noShutdown();
            case "action" -> run.action(o.value(), o.where());
            case "watchdog-action" -> run.action("watchdog=" + o.value(), o.where());
            case "rtc" -> run.clock(o.value(), o.where());
            case "overcommit" -> run.overcommit(o.value(), o.where());
            case "incoming" -> migration.incoming(o.value(), o.where());
            case "global" -> migration.global(o.value(), o.where());
            case "only-migratable" -> migration.onlyMigratable();
            case "loadvm" -> migration.loadVm(o.value(), o.where());
            case "preconfig" -> migration.preconfig();
            default -> {
                return false;
            }
        }
        return true;
    }

    /** Options that are satisfied as they stand: Baton reads no default configuration, finds no files, has no keyboard. */
    private static boolean nothing(OptionScanner o) throws OptionException {
        switch (o.name()) {
            case "no-user-config", "no-fd-bootchk" -> {}
            case "L", "k" -> o.value();
            default -> {
                return false;
            }
        }
        return true;
    }
}
