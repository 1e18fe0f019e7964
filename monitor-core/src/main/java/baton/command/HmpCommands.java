package baton.command;

import baton.command.balloon.BalloonCommand;
import baton.command.block.BlockResizeCommand;
import baton.command.dump.DumpLine;
import baton.command.hmp.ClosefdCommand;
import baton.command.hmp.ContCommand;
import baton.command.hmp.CpuCommand;
import baton.command.hmp.Delay;
import baton.command.hmp.DeviceAddCommand;
import baton.command.hmp.DeviceDelCommand;
import baton.command.hmp.ExamineCommand;
import baton.command.hmp.ExaminePhysicalCommand;
import baton.command.hmp.ExitPreconfigCommand;
import baton.command.hmp.GetfdCommand;
import baton.command.hmp.Gpa2hpaCommand;
import baton.command.hmp.Gpa2hvaCommand;
import baton.command.hmp.Gva2gpaCommand;
import baton.command.hmp.MemsaveCommand;
import baton.command.hmp.MigrateCancelCommand;
import baton.command.hmp.MigrateCommand;
import baton.command.hmp.MigrateContinueCommand;
import baton.command.hmp.MigrateIncomingCommand;
import baton.command.hmp.MigratePauseCommand;
import baton.command.hmp.MigrateRecoverCommand;
import baton.command.hmp.MigrateSetCapabilityCommand;
import baton.command.hmp.MigrateSetParameterCommand;
import baton.command.hmp.MigrateStartPostcopyCommand;
import baton.command.hmp.NmiCommand;
import baton.command.hmp.ObjectAddCommand;
import baton.command.hmp.ObjectDelCommand;
import baton.command.hmp.PmemsaveCommand;
import baton.command.hmp.PortReadCommand;
import baton.command.hmp.PortWriteCommand;
import baton.command.hmp.PrintCommand;
import baton.command.hmp.QuitCommand;
import baton.command.hmp.RingbufReadCommand;
import baton.command.hmp.RingbufWriteCommand;
import baton.command.hmp.StopCommand;
import baton.command.hmp.SumCommand;
import baton.command.hmp.SystemPowerdownCommand;
import baton.command.hmp.SystemResetCommand;
import baton.command.hmp.SystemWakeupCommand;
import baton.command.log.LogCommand;
import baton.command.log.LogfileCommand;
import baton.command.log.TraceEventCommand;
import baton.command.net.AnnounceSelfCommand;
import baton.command.net.NetdevAddCommand;
import baton.command.net.NetdevDelCommand;
import baton.command.net.SetLinkCommand;
import baton.command.qom.QomGetLine;
import baton.command.qom.QomListLine;
import baton.command.qom.QomSetLine;
import baton.machine.Inspection;
import baton.monitor.hmp.HelpCommand;
import baton.monitor.hmp.HmpCommand;
import baton.monitor.hmp.InfoCommand;

/** The registry of the human monitor's commands: one line each, aliases beside the name. */
public final class HmpCommands implements baton.monitor.hmp.HmpCommands {
    private static final String[] NAMES = {
        "announce_self",
        "balloon",
        "block_resize",
        "closefd",
        "cont",
        "cpu",
        "device_add",
        "device_del",
        "dump-guest-memory",
        "exit_preconfig",
        "getfd",
        "gpa2hpa",
        "gpa2hva",
        "gva2gpa",
        "help",
        "i",
        "info",
        "log",
        "logfile",
        "memsave",
        "migrate",
        "migrate_cancel",
        "migrate_continue",
        "migrate_incoming",
        "migrate_pause",
        "migrate_recover",
        "migrate_set_capability",
        "migrate_set_parameter",
        "migrate_start_postcopy",
        "netdev_add",
        "netdev_del",
        "nmi",
        "o",
        "object_add",
        "object_del",
        "pmemsave",
        "print",
        "qom-get",
        "qom-list",
        "qom-set",
        "quit",
        "ringbuf_read",
        "ringbuf_write",
        "set_link",
        "stop",
        "sum",
        "system_powerdown",
        "system_reset",
        "system_wakeup",
        "trace-event",
        "x",
        "xp"
    };

    private final Services services;
    private final Inspection guest;
    private final Delay delay;
    private final baton.monitor.hmp.HmpCommands topics;

    /** Commands over {@code services}. */
    public HmpCommands(Services services) {
        this.services = services;
        this.guest = services.guest();
        this.delay = new LoopDelay(services.loop());
        this.topics = new Layered(new InfoTopics(services), new FixedTopics());
    }

    @Override
    public HmpCommand find(String name) {
        return switch (name) {
            case "announce_self" -> new AnnounceSelfCommand(services.network(), services.migration());
            case "balloon" -> new BalloonCommand(services.balloons());
            case "block_resize" -> new BlockResizeCommand(services.machine().disks());
            case "closefd" -> new ClosefdCommand(services.fds());
            case "cont", "c" -> new ContCommand(services.machine());
            case "cpu" -> new CpuCommand(guest);
            case "device_add" -> new DeviceAddCommand(services.peripherals());
            case "device_del" -> new DeviceDelCommand(
                    services.peripherals(), services.machine().board().tree());
            case "dump-guest-memory" -> new DumpLine(services.dumps(), services.fds());
            case "exit_preconfig" -> new ExitPreconfigCommand(services.machine());
            case "getfd" -> new GetfdCommand(services.fds());
            case "gpa2hpa" -> new Gpa2hpaCommand(guest);
            case "gpa2hva" -> new Gpa2hvaCommand(guest);
            case "gva2gpa" -> new Gva2gpaCommand(guest);
            case "help", "?" -> new HelpCommand(this);
            case "i" -> new PortReadCommand(guest);
            case "info" -> new InfoCommand(topics);
            case "log" -> new LogCommand(services.log());
            case "logfile" -> new LogfileCommand(services.log());
            case "memsave" -> new MemsaveCommand(guest);
            case "migrate" -> new MigrateCommand(services.migration(), delay, services.reporter());
            case "migrate_cancel" -> new MigrateCancelCommand(services.migration());
            case "migrate_continue" -> new MigrateContinueCommand(services.migration());
            case "migrate_incoming" -> new MigrateIncomingCommand(services.migration(), delay, services.reporter());
            case "migrate_pause" -> new MigratePauseCommand(services.migration());
            case "migrate_recover" -> new MigrateRecoverCommand(services.migration());
            case "migrate_set_capability" -> new MigrateSetCapabilityCommand(services.migration());
            case "migrate_set_parameter" -> new MigrateSetParameterCommand(services.migration());
            case "migrate_start_postcopy" -> new MigrateStartPostcopyCommand(services.migration());
            case "netdev_add" -> new NetdevAddCommand(services.network());
            case "netdev_del" -> new NetdevDelCommand(services.network());
            case "nmi" -> new NmiCommand(guest);
            case "o" -> new PortWriteCommand(guest);
            case "object_add" -> new ObjectAddCommand(services.objects());
            case "object_del" -> new ObjectDelCommand(services.objects());
            case "pmemsave" -> new PmemsaveCommand(guest);
            case "print", "p" -> new PrintCommand();
            case "qom-get" -> new QomGetLine(services.objectModel());
            case "qom-list" -> new QomListLine(services.objectModel());
            case "qom-set" -> new QomSetLine(services.objectModel());
            case "quit", "q" -> new QuitCommand(services.machine(), services.quit());
            case "ringbuf_read" -> new RingbufReadCommand(services.chardevs());
            case "ringbuf_write" -> new RingbufWriteCommand(services.chardevs());
            case "set_link" -> new SetLinkCommand(services.network());
            case "stop", "s" -> new StopCommand(services.machine());
            case "sum" -> new SumCommand(guest);
            case "system_powerdown" -> new SystemPowerdownCommand(services.machine());
            case "system_reset" -> new SystemResetCommand(services.machine());
            case "system_wakeup" -> new SystemWakeupCommand(services.machine());
            case "trace-event" -> new TraceEventCommand(services.log());
            case "x" -> new ExamineCommand(guest);
            case "xp" -> new ExaminePhysicalCommand(guest);
            default -> MissingCommands.find(name);
        };
    }

    @Override
    public String[] names() {
        return NAMES.clone();
    }
}
