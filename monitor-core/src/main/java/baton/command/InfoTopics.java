package baton.command;

import baton.command.balloon.InfoBalloon;
import baton.command.block.InfoBlock;
import baton.command.block.InfoBlockstats;
import baton.command.dump.InfoDump;
import baton.command.hmp.InfoAccelerators;
import baton.command.hmp.InfoChardev;
import baton.command.hmp.InfoCpus;
import baton.command.hmp.InfoHistory;
import baton.command.hmp.InfoIothreads;
import baton.command.hmp.InfoIrq;
import baton.command.hmp.InfoKvm;
import baton.command.hmp.InfoLapic;
import baton.command.hmp.InfoMem;
import baton.command.hmp.InfoMemdev;
import baton.command.hmp.InfoMemorySizeSummary;
import baton.command.hmp.InfoMigrate;
import baton.command.hmp.InfoMigrateCapabilities;
import baton.command.hmp.InfoMigrateParameters;
import baton.command.hmp.InfoMtree;
import baton.command.hmp.InfoName;
import baton.command.hmp.InfoPci;
import baton.command.hmp.InfoPic;
import baton.command.hmp.InfoQtree;
import baton.command.hmp.InfoRamblock;
import baton.command.hmp.InfoRegisters;
import baton.command.hmp.InfoStats;
import baton.command.hmp.InfoStatus;
import baton.command.hmp.InfoTlb;
import baton.command.hmp.InfoUuid;
import baton.command.hmp.InfoVersion;
import baton.command.hmp.InfoVmGenerationId;
import baton.command.log.InfoTraceEvents;
import baton.command.net.InfoNetwork;
import baton.command.qom.InfoQomTree;
import baton.command.qom.InfoVirtio;
import baton.machine.Inspection;
import baton.monitor.hmp.HmpCommand;

/** What {@code info} shows: one line each. {@code mem-dev} is accepted for memdev. */
final class InfoTopics implements baton.monitor.hmp.HmpCommands {
    private static final String[] NAMES = {
        "accelerators",
        "balloon",
        "block",
        "blockstats",
        "chardev",
        "cpus",
        "dump",
        "history",
        "iothreads",
        "irq",
        "kvm",
        "lapic",
        "mem",
        "memdev",
        "memory_size_summary",
        "migrate",
        "migrate_capabilities",
        "migrate_parameters",
        "mtree",
        "name",
        "network",
        "pci",
        "pic",
        "qom-tree",
        "qtree",
        "ramblock",
        "registers",
        "stats",
        "status",
        "tlb",
        "trace-events",
        "uuid",
        "version",
        "virtio",
        "vm-generation-id"
    };

    private final Services services;
    private final Inspection guest;

    InfoTopics(Services services) {
        this.services = services;
        this.guest = services.guest();
    }

    @Override
    public HmpCommand find(String name) {
        return switch (name) {
            case "accelerators" -> new InfoAccelerators(services.facts());
            case "balloon" -> new InfoBalloon(services.balloons());
            case "block" -> new InfoBlock(services.machine().disks());
            case "blockstats" -> new InfoBlockstats(services.machine().disks());
            case "chardev" -> new InfoChardev(services.chardevs());
            case "cpus" -> new InfoCpus(guest);
            case "dump" -> new InfoDump(services.dumps());
            case "history" -> new InfoHistory();
            case "iothreads" -> new InfoIothreads(services.ioThreads());
            case "irq" -> new InfoIrq(guest);
            case "kvm" -> new InfoKvm(services.facts());
            case "lapic" -> new InfoLapic(services.machine());
            case "mem" -> new InfoMem(guest);
            case "memdev", "mem-dev" -> new InfoMemdev(services.objects());
            case "memory_size_summary" -> new InfoMemorySizeSummary(guest);
            case "migrate" -> new InfoMigrate(services.migration());
            case "migrate_capabilities" -> new InfoMigrateCapabilities(services.migration());
            case "migrate_parameters" -> new InfoMigrateParameters(services.migration());
            case "mtree" -> new InfoMtree(services.machine().board());
            case "name" -> new InfoName(services.facts());
            case "network" -> new InfoNetwork(services.network());
            case "pci" -> new InfoPci(services.machine().board());
            case "pic" -> new InfoPic(services.machine());
            case "qom-tree" -> new InfoQomTree(services.objectModel());
            case "qtree" -> new InfoQtree(services.machine().board());
            case "ramblock" -> new InfoRamblock(guest);
            case "registers" -> new InfoRegisters(guest);
            case "stats" -> new InfoStats(guest);
            case "status" -> new InfoStatus(services.machine());
            case "tlb" -> new InfoTlb(guest);
            case "trace-events" -> new InfoTraceEvents(services.log());
            case "uuid" -> new InfoUuid(services.facts());
            case "version" -> new InfoVersion();
            case "virtio" -> new InfoVirtio(services.objectModel());
            case "vm-generation-id" -> new InfoVmGenerationId(services.machine().board());
            default -> null;
        };
    }

    @Override
    public String[] names() {
        return NAMES.clone();
    }
}
