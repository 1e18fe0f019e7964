package baton.command;

import baton.command.absent.AbsentTypes;
import baton.command.absent.FixedAnswer;
import baton.command.absent.FixedRefusal;
import baton.command.machine.QueryCpusFast;
import baton.monitor.qmp.QmpCommand;
import baton.monitor.qmp.QmpCommands;
import baton.monitor.qmp.schema.ArrayType;
import baton.monitor.qmp.schema.CommandSpec;
import baton.monitor.qmp.schema.CommonTypes;
import java.util.LinkedHashMap;
import java.util.Map;

/** QMP's queries about what no machine of Baton's has. What a machine may have has a class of its own elsewhere. */
final class AbsentCommands implements QmpCommands {
    private static final String[] NAMES = {
        "query-audiodevs",
        "query-block-exports",
        "query-block-jobs",
        "query-cryptodev",
        "query-display-options",
        "query-hotpluggable-cpus",
        "query-hv-balloon-status-report",
        "query-jobs",
        "query-memory-devices",
        "query-mice",
        "query-pr-managers",
        "query-replay",
        "x-query-jit",
        "x-query-usb",
        "xen-event-list"
    };

    @Override
    public QmpCommand find(String name) {
        return switch (name) {
            case "query-audiodevs" -> FixedAnswer.none(name, "List the sound backends", AbsentTypes.audiodev());
            case "query-block-exports" -> FixedAnswer.noneYet(
                    name, "List the disks others may use", AbsentTypes.blockExport());
            case "query-block-jobs" -> FixedAnswer.noneYet(
                    name, "List the work that is done on disks", AbsentTypes.blockJob());
            case "query-cryptodev" -> FixedAnswer.none(name, "List the crypto devices", AbsentTypes.cryptodev());
            case "query-display-options" -> display(name);
            case "query-hotpluggable-cpus" -> FixedRefusal.of(
                    CommandSpec.named(name, "List the processors that can be plugged")
                            .returns(ArrayType.of(AbsentTypes.hotpluggableCpu(QueryCpusFast.PROPERTIES)))
                            .allowPreconfig()
                            .build(),
                    "machine does not support hot-plugging CPUs");
            case "query-hv-balloon-status-report" -> FixedRefusal.of(
                    name, "Show what a Hyper-V guest uses", AbsentTypes.hvBalloon(), "no hv-balloon device present");
            case "query-jobs" -> FixedAnswer.none(name, "List the work in the background", AbsentTypes.job());
            case "query-memory-devices" -> FixedAnswer.none(
                    name, "List the memory that was plugged in", AbsentTypes.memoryDevice());
            case "query-mice" -> FixedAnswer.none(name, "List the pointing devices", AbsentTypes.mouse());
            case "query-pr-managers" -> FixedAnswer.noneYet(
                    name, "List the managers of persistent reservations", AbsentTypes.prManager());
            case "query-replay" -> replay(name);
            case "x-query-jit" -> FixedRefusal.of(
                    unstable(name, "Show the translator's state"), "JIT information is only available with accel=tcg");
            case "x-query-usb" -> FixedRefusal.of(unstable(name, "Show the USB devices"), "USB support not enabled");
            case "xen-event-list" -> FixedRefusal.of(
                    name,
                    "List Xen's event ports",
                    ArrayType.of(AbsentTypes.xenEvent()),
                    "Xen event channel emulation not enabled");
            default -> null;
        };
    }

    private static QmpCommand display(String name) {
        CommandSpec spec = CommandSpec.named(name, "Show the display")
                .returns(AbsentTypes.display())
                .build();
        return FixedAnswer.of(spec, Map.of("type", "none"));
    }

    private static QmpCommand replay(String name) {
        Map<String, Object> info = new LinkedHashMap<>();
        info.put("icount", 0L);
        info.put("mode", "none");
        CommandSpec spec = CommandSpec.named(name, "Show whether execution is recorded")
                .returns(AbsentTypes.replay())
                .build();
        return FixedAnswer.of(spec, info);
    }

    private static CommandSpec unstable(String name, String doc) {
        return CommandSpec.named(name, doc)
                .feature("unstable")
                .returns(CommonTypes.HUMAN_TEXT)
                .build();
    }

    @Override
    public String[] names() {
        return NAMES.clone();
    }
}
