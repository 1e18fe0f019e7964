package baton.command;

import baton.command.balloon.Balloon;
import baton.command.balloon.QueryBalloon;
import baton.command.introspect.DeviceListProperties;
import baton.command.introspect.HumanMonitorCommand;
import baton.command.introspect.HumanText;
import baton.command.introspect.QmpCapabilities;
import baton.command.introspect.QomListProperties;
import baton.command.introspect.QomListTypes;
import baton.command.introspect.QueryCommandLineOptions;
import baton.command.introspect.QueryCommands;
import baton.command.introspect.QueryEvents;
import baton.command.introspect.QueryQmpSchema;
import baton.command.introspect.QueryVersion;
import baton.command.machine.AddFd;
import baton.command.machine.ChardevRemove;
import baton.command.machine.ChardevSendBreak;
import baton.command.machine.Closefd;
import baton.command.machine.Cont;
import baton.command.machine.ExitPreconfig;
import baton.command.machine.Getfd;
import baton.command.machine.InjectNmi;
import baton.command.machine.Memsave;
import baton.command.machine.ObjectAdd;
import baton.command.machine.ObjectDel;
import baton.command.machine.Pmemsave;
import baton.command.machine.QueryAccelerators;
import baton.command.machine.QueryAcpiOspmStatus;
import baton.command.machine.QueryChardev;
import baton.command.machine.QueryChardevBackends;
import baton.command.machine.QueryCpusFast;
import baton.command.machine.QueryCurrentMachine;
import baton.command.machine.QueryFdsets;
import baton.command.machine.QueryIothreads;
import baton.command.machine.QueryKvm;
import baton.command.machine.QueryMachines;
import baton.command.machine.QueryMemdev;
import baton.command.machine.QueryMemorySizeSummary;
import baton.command.machine.QueryName;
import baton.command.machine.QueryStatus;
import baton.command.machine.QueryTarget;
import baton.command.machine.QueryUuid;
import baton.command.machine.QueryVmGenerationId;
import baton.command.machine.Quit;
import baton.command.machine.RemoveFd;
import baton.command.machine.RingbufRead;
import baton.command.machine.RingbufWrite;
import baton.command.machine.Stop;
import baton.command.machine.SystemPowerdown;
import baton.command.machine.SystemReset;
import baton.command.machine.SystemWakeup;
import baton.command.stats.QueryStats;
import baton.command.stats.QueryStatsSchemas;
import baton.machine.Inspection;
import baton.monitor.hmp.HmpRunner;
import baton.monitor.qmp.QmpCommand;
import baton.monitor.qmp.QmpCommands;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The registry of QMP commands: one line each, here or in the registry of an area. The lists of names and the switches are
 * held equal by a test.
 */
public final class Commands implements QmpCommands {
    private static final String[] NAMES = {
        "add-fd",
        "balloon",
        "chardev-remove",
        "chardev-send-break",
        "closefd",
        "cont",
        "device-list-properties",
        "getfd",
        "human-monitor-command",
        "inject-nmi",
        "memsave",
        "object-add",
        "object-del",
        "pmemsave",
        "qmp_capabilities",
        "qom-list-properties",
        "qom-list-types",
        "query-accelerators",
        "query-acpi-ospm-status",
        "query-balloon",
        "query-chardev",
        "query-chardev-backends",
        "query-command-line-options",
        "query-commands",
        "query-cpus-fast",
        "query-current-machine",
        "query-events",
        "query-fdsets",
        "query-iothreads",
        "query-kvm",
        "query-machines",
        "query-memdev",
        "query-memory-size-summary",
        "query-name",
        "query-qmp-schema",
        "query-stats",
        "query-stats-schemas",
        "query-status",
        "query-target",
        "query-uuid",
        "query-version",
        "query-vm-generation-id",
        "quit",
        "remove-fd",
        "ringbuf-read",
        "ringbuf-write",
        "stop",
        "system_powerdown",
        "system_reset",
        "system_wakeup",
        "x-exit-preconfig",
        "x-query-interrupt-controllers",
        "x-query-irq",
        "x-query-numa",
        "x-query-ramblock",
        "x-query-roms"
    };

    private final Services services;
    private final HmpRunner hmp;
    private final Inspection guest;

    /**
     * Commands over {@code services}.
     *
     * @param hmp runs lines of {@code human-monitor-command}
     */
    public Commands(Services services, HmpRunner hmp) {
        this.services = services;
        this.hmp = hmp;
        this.guest = services.guest();
    }

    @Override
    public QmpCommand find(String name) {
        return switch (name) {
            case "add-fd" -> new AddFd(services.fds());
            case "balloon" -> new Balloon(services.balloons());
            case "chardev-remove" -> new ChardevRemove(services.chardevs());
            case "chardev-send-break" -> new ChardevSendBreak(services.chardevs());
            case "closefd" -> new Closefd(services.fds());
            case "cont" -> new Cont(services.machine());
            case "device-list-properties" -> new DeviceListProperties();
            case "getfd" -> new Getfd(services.fds());
            case "human-monitor-command" -> new HumanMonitorCommand(hmp);
            case "inject-nmi" -> new InjectNmi(guest);
            case "memsave" -> new Memsave(guest);
            case "object-add" -> new ObjectAdd(services.objects());
            case "object-del" -> new ObjectDel(services.objects());
            case "pmemsave" -> new Pmemsave(guest);
            case "qmp_capabilities" -> new QmpCapabilities();
            case "qom-list-properties" -> new QomListProperties();
            case "qom-list-types" -> new QomListTypes();
            case "query-accelerators" -> new QueryAccelerators(services.facts());
            case "query-acpi-ospm-status" -> new QueryAcpiOspmStatus(
                    services.machine().board());
            case "query-balloon" -> new QueryBalloon(services.balloons());
            case "query-chardev" -> new QueryChardev(services.chardevs());
            case "query-chardev-backends" -> new QueryChardevBackends();
            case "query-command-line-options" -> new QueryCommandLineOptions();
            case "query-commands" -> new QueryCommands(this);
            case "query-cpus-fast" -> new QueryCpusFast(guest, services.facts());
            case "query-current-machine" -> new QueryCurrentMachine(services.machine());
            case "query-events" -> new QueryEvents();
            case "query-fdsets" -> new QueryFdsets(services.fds());
            case "query-iothreads" -> new QueryIothreads(services.ioThreads());
            case "query-kvm" -> new QueryKvm(services.facts());
            case "query-machines" -> new QueryMachines();
            case "query-memdev" -> new QueryMemdev(services.objects());
            case "query-memory-size-summary" -> new QueryMemorySizeSummary(guest);
            case "query-name" -> new QueryName(services.facts());
            case "query-qmp-schema" -> new QueryQmpSchema(this);
            case "query-stats" -> new QueryStats(guest, services.facts());
            case "query-stats-schemas" -> new QueryStatsSchemas(guest, services.facts());
            case "query-status" -> new QueryStatus(services.machine());
            case "query-target" -> new QueryTarget();
            case "query-uuid" -> new QueryUuid(services.facts());
            case "query-version" -> new QueryVersion();
            case "query-vm-generation-id" -> new QueryVmGenerationId(
                    services.machine().board());
            case "quit" -> new Quit(services.machine(), services.quit());
            case "remove-fd" -> new RemoveFd(services.fds());
            case "ringbuf-read" -> new RingbufRead(services.chardevs());
            case "ringbuf-write" -> new RingbufWrite(services.chardevs());
            case "stop" -> new Stop(services.machine());
            case "system_powerdown" -> new SystemPowerdown(services.machine());
            case "system_reset" -> new SystemReset(services.machine());
            case "system_wakeup" -> new SystemWakeup(services.machine());
            case "x-exit-preconfig" -> new ExitPreconfig(services.machine());
            case "x-query-interrupt-controllers" -> new HumanText(hmp, name, "pic");
            case "x-query-irq" -> new HumanText(hmp, name, "irq");
            case "x-query-numa" -> new HumanText(hmp, name, "numa");
            case "x-query-ramblock" -> new HumanText(hmp, name, "ramblock");
            case "x-query-roms" -> new HumanText(hmp, name, "roms");
            default -> others(name);
        };
    }

    private QmpCommand others(String name) {
        for (QmpCommands area : others()) {
            QmpCommand command = area.find(name);
            if (command != null) {
                return command;
            }
        }
        return null;
    }

    private QmpCommands[] others() {
        return new QmpCommands[] {
            new MigrationCommands(services.migration(), services.chardevs()),
            new BlockCommands(services.machine().disks()),
            new NetCommands(services.network()),
            new DeviceCommands(services),
            new DumpCommands(services),
            new QomCommands(services),
            new AbsentCommands()
        };
    }

    @Override
    public String[] names() {
        List<String> all = new ArrayList<>(Arrays.asList(NAMES));
        for (QmpCommands area : others()) {
            all.addAll(Arrays.asList(area.names()));
        }
        return all.toArray(new String[0]);
    }
}
