package baton.cli.metrics;

import baton.base.MainLoopThread;
import baton.cli.proc.ThreadTimes;
import baton.command.Services;
import baton.machine.RunState;
import baton.machine.vcpu.Vcpu;
import baton.monitor.Version;
import baton.nat.kvm.KvmRun;
import java.util.Map;

/** Everything {@code -metrics} tells, made anew for each who asks. */
@MainLoopThread
final class Metrics {
    private static final double MILLIS = 1e3;
    private static final double NANOS = 1e9;

    private final Services services;
    private final CommandMeter commands;
    private final MigrationMeter migrations;

    Metrics(Services services, CommandMeter commands) {
        this.services = services;
        this.commands = commands;
        this.migrations = new MigrationMeter(services.migration());
        commands.afterAnswers(migrations::look);
    }

    byte[] expose() {
        Exposition out = new Exposition();
        out.family("baton", "info", "", "What this is.").sample("_info", 1, "qemu_version", Version.TEXT);
        out.family("baton_run_state", "stateset", "", "What the machine is at.");
        for (RunState state : RunState.values()) {
            out.sample("", services.machine().state() == state ? 1 : 0, "baton_run_state", state.wireName());
        }
        processors(out);
        migrations.expose(out);
        qmp(out);
        memory(out);
        return out.bytes();
    }

    /** Notes what is not noted yet, and has it recorded. */
    void finish() {
        migrations.look();
        Recordings.finish();
    }

    private void processors(Exposition out) {
        long process = ProcessHandle.current().pid();
        out.family("baton_vcpu_seconds", "counter", "seconds", "Processor time of each vCPU's thread.");
        for (Vcpu vcpu : services.guest().processors()) {
            double millis = Math.max(0, ThreadTimes.millis(process, vcpu.threadId()));
            out.sample("_total", millis / MILLIS, "vcpu", Integer.toString(vcpu.index()));
        }
        out.family("baton_vcpu_exits", "counter", "", "Exits of the guest that this process answered, by reason.");
        for (Vcpu vcpu : services.guest().processors()) {
            for (int reason = 0; reason < Vcpu.REASONS; reason++) {
                if (vcpu.exits(reason) > 0) {
                    String cpu = Integer.toString(vcpu.index());
                    out.sample("_total", vcpu.exits(reason), "vcpu", cpu, "reason", name(reason));
                }
            }
        }
    }

    private static String name(int reason) {
        return switch (reason) {
            case KvmRun.EXIT_IO -> "io";
            case KvmRun.EXIT_MMIO -> "mmio";
            case KvmRun.EXIT_HLT -> "hlt";
            case KvmRun.EXIT_INTR -> "intr";
            case KvmRun.EXIT_IRQ_WINDOW_OPEN -> "irq_window_open";
            case KvmRun.EXIT_SHUTDOWN -> "shutdown";
            case KvmRun.EXIT_SYSTEM_EVENT -> "system_event";
            case KvmRun.EXIT_INTERNAL_ERROR -> "internal_error";
            case KvmRun.EXIT_FAIL_ENTRY -> "fail_entry";
            default -> Integer.toString(reason);
        };
    }

    private void qmp(Exposition out) {
        out.family("baton_qmp_command_seconds", "summary", "seconds", "QMP commands, and their time to the answer.");
        for (Map.Entry<String, CommandMeter.Count> command : commands.counts().entrySet()) {
            out.sample("_count", command.getValue().calls(), "command", command.getKey());
            out.sample("_sum", command.getValue().nanos() / NANOS, "command", command.getKey());
        }
        out.family("baton_qmp_errors", "counter", "", "QMP commands that were answered with an error.");
        for (Map.Entry<String, CommandMeter.Count> command : commands.counts().entrySet()) {
            out.sample("_total", command.getValue().errors(), "command", command.getKey());
        }
    }

    private static void memory(Exposition out) {
        Runtime java = Runtime.getRuntime();
        out.family("baton_jvm_memory_bytes", "gauge", "bytes", "The Java heap.");
        out.sample("", java.totalMemory() - java.freeMemory(), "area", "used");
        out.sample("", java.totalMemory(), "area", "committed");
        out.sample("", java.maxMemory(), "area", "max");
    }
}
