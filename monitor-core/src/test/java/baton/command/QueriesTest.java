package baton.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import baton.machine.memory.MemoryBackendConfig;
import baton.monitor.ErrorClass;
import baton.monitor.QmpException;
import baton.monitor.qmp.schema.CommandSpec;
import baton.monitor.qmp.schema.Member;
import baton.monitor.qmp.schema.ObjectType;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Queries without arguments on a machine that has nothing, as QEMU's own qmp-cmd-test asks them. What must succeed and
 * what must fail there is from the reference (clients.md, 2.2), texts are QEMU's.
 */
class QueriesTest {
    /** Must succeed with QEMU 10.2 and {@code -machine none}. */
    private static final String SUCCEED = "qom-list-types query-accelerators query-audiodevs query-block"
            + " query-block-exports query-block-jobs query-chardev query-chardev-backends query-command-line-options"
            + " query-commands query-cpus-fast query-cryptodev query-current-machine query-display-options query-fdsets"
            + " query-iothreads query-jobs query-kvm query-machines query-memdev query-memory-devices"
            + " query-memory-size-summary query-mice query-migrate query-migrate-capabilities query-migrate-parameters"
            + " query-migrationthreads query-name query-named-block-nodes query-pr-managers query-qmp-schema query-replay query-stats-schemas"
            + " query-status query-target query-uuid query-version query-yank x-query-interrupt-controllers"
            + " x-query-irq x-query-numa x-query-ramblock x-query-roms";

    /** Must fail there with GenericError, and why. */
    private static final Map<String, String> FAIL = Map.of(
            "query-acpi-ospm-status", "command is not supported, missing ACPI device",
            "query-hotpluggable-cpus", "machine does not support hot-plugging CPUs",
            "query-balloon", "No balloon device has been activated",
            "query-hv-balloon-status-report", "no hv-balloon device present",
            "query-vm-generation-id", "VM Generation ID device not found",
            "x-query-usb", "USB support not enabled",
            "x-query-jit", "JIT information is only available with accel=tcg",
            "xen-event-list", "Xen event channel emulation not enabled");

    /** Not asked here: {@code add-fd} wants a descriptor, the models of processors want KVM. */
    private static final List<String> ELSEWHERE = List.of("add-fd", "query-cpu-definitions");

    private CommandRig rig;

    @BeforeEach
    void open() throws Exception {
        rig = new CommandRig();
    }

    @AfterEach
    void close() throws IOException {
        rig.close();
    }

    @Test
    void everyQuery_answersWhatItDeclares() throws Exception {
        rig.objects.add(MemoryBackendConfig.plain("ram1", 4096));
        for (String name : free()) {
            if (FAIL.containsKey(name) || ELSEWHERE.contains(name)) {
                continue;
            }
            Object result = rig.result(name, "");
            ObjectType declared = ObjectType.named("")
                    .member(name, rig.commands.find(name).spec().result())
                    .build();
            declared.checkArguments(Map.of(name, result));
        }
    }

    @Test
    void whatMustSucceed_isThere() {
        TreeSet<String> missing = new TreeSet<>(List.of(SUCCEED.split(" ")));
        missing.removeAll(free());

        assertTrue(missing.isEmpty(), missing.toString());
    }

    @Test
    void whatNoMachineHere_has_failsInQemusWords() {
        for (Map.Entry<String, String> wanted : FAIL.entrySet()) {
            QmpException e = assertThrows(QmpException.class, () -> rig.result(wanted.getKey(), ""), wanted.getKey());
            assertEquals(wanted.getValue(), e.getMessage());
            boolean balloon = wanted.getKey().equals("query-balloon"); // a machine may have one, this has none active
            assertEquals(balloon ? ErrorClass.DEVICE_NOT_ACTIVE : ErrorClass.GENERIC, e.errorClass());
        }
    }

    /** Commands that need no argument and give something back. */
    private List<String> free() {
        List<String> names = new ArrayList<>();
        for (String name : rig.commands.names()) {
            CommandSpec spec = rig.commands.find(name).spec();
            boolean free = spec.arguments().members().stream().allMatch(Member::optional);
            if (free && spec.result() != ObjectType.EMPTY) {
                names.add(name);
            }
        }
        return names;
    }
}
