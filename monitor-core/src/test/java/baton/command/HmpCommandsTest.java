package baton.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import baton.command.machine.GuestFacts;
import baton.monitor.QmpException;
import baton.nat.libc.Fd;
import baton.nat.libc.Memory;
import baton.nat.libc.Pipe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Texts as in the transcripts of QEMU (docs/wire/cpr.md, 5). */
class HmpCommandsTest {
    @TempDir
    Path dir;

    private CommandRig rig;

    @BeforeEach
    void open() throws Exception {
        rig = new CommandRig();
    }

    @AfterEach
    void close() throws IOException {
        rig.close();
    }

    private void says(String expected, String line) throws QmpException {
        assertEquals(expected, rig.hmp(line), line);
    }

    @Test
    void session_isQemus() throws QmpException {
        says("VM status: paused (prelaunch)\n", "info status");
        says("", "cont");
        says("VM status: running\n", "info status");
        says("", "info migrate");
        says("", "migrate_set_parameter mode cpr-reboot");
        says("Error: Parameter 'mode' does not accept value 'bogus'\n", "migrate_set_parameter mode bogus");
        says("Error: invalid parameter value: foo\n", "migrate_set_parameter foo 1");
        says(
                "migrate_set_parameter: string expected\nTry \"help migrate_set_parameter\" for more information\n",
                "migrate_set_parameter");
        says("", "migrate_set_capability x-ignore-shared on");
        says("Error: invalid parameter value: foo\n", "migrate_set_capability foo on");
        says(
                "Expected 'on' or 'off'\nTry \"help migrate_set_capability\" for more information\n",
                "migrate_set_capability x-ignore-shared maybe");
        says("migrate: string expected\nTry \"help migrate\" for more information\n", "migrate");
        says("Error: unknown migration protocol: foo\n", "migrate foo");
        says("migrate: unsupported option -x\nTry \"help migrate\" for more information\n", "migrate -x file:vm.state");
        says("unknown command: 'badcmd'\n", "badcmd");
        says("unknown command: 'info badcmd'\n", "info badcmd");
        says("", "stop");
        says("VM status: paused\n", "info status");
        says("Error: '-incoming' was not specified on the command line\n", "migrate_incoming tcp:0:4444");
        says("Error: Migrate recover can only be run when postcopy is paused.\n", "migrate_recover tcp:0:1");
        says(
                "Error: migrate-pause is currently only supported during postcopy-active or postcopy-recover state\n",
                "migrate_pause");
        says("Error: invalid parameter value: foo\n", "migrate_continue foo");
        says("Error: Migration not in expected state: none\n", "migrate_continue pre-switchover");
        says(
                "Error: Enable postcopy with migrate_set_capability before the start of migration\n",
                "migrate_start_postcopy");
        says("", "migrate_cancel");
        says("Error: Cannot resume if there is no paused migration\n", "migrate -r file:vm.state");
    }

    @Test
    void help_isQemus() throws QmpException {
        says(
                "migrate [-d] [-r] uri -- migrate to URI (using -d to not wait for completion)\n"
                        + "\t\t\t -r to resume a paused postcopy migration\n",
                "help migrate");
        says(
                "migrate_incoming uri -- Continue an incoming migration from an -incoming defer\n",
                "help migrate_incoming");
        says(
                "migrate_set_parameter parameter value -- Set the parameter for migration\n",
                "help migrate_set_parameter");
        says(
                "migrate_set_capability capability state -- Enable/Disable the usage of a capability for migration\n",
                "help migrate_set_capability");
        says("migrate_cancel  -- cancel the current VM migration\n", "help migrate_cancel");
        says("system_wakeup  -- wakeup guest from suspend\n", "help system_wakeup");
        says("cont|c  -- resume emulation\n", "help c");
    }

    @Test
    void facts_areShown() throws Exception {
        says("vm0\n", "info name");
        says("00000000-0000-0000-0000-000000000000\n", "info uuid");
        says("10.2.2\n", "info version");
        says("kvm support: enabled\n", "info kvm");
        try (CommandRig other = new CommandRig(new GuestFacts(null, null, false, 1, 1), true)) {
            assertEquals("", other.hmp("info name"));
            assertEquals("kvm support: disabled\n", other.hmp("info kvm"));
            assertEquals("VM status: paused (inmigrate)\n", other.hmp("info status"));
        }
    }

    @Test
    void print_knowsFormats() throws QmpException {
        says("0xa\n", "p 10");
        says("255\n", "p/d 255");
        says("010\n", "p/o 8");
        says("'A'\n", "p/c 65");
        says("'\\n'\n", "p/c 10");
        says("'\\xff'\n", "p/c -1");
        says("18446744073709551615\n", "p/u -1");
        says("-1\n", "p/d -1");
        says("0xffffffffffffffff\n", "print/x -1");
        says("0\n", "p/x 0");
        says("5\n", "p/i 5");
        says("unknown register\nTry \"help p\" for more information\n", "p $nope");
    }

    @Test
    void physicalMemory_isShownInQemusColumns() throws QmpException {
        int[] code = {0x0003f8ba, 0xee42b000, 0x010ffcfa, 0x10014015, 0x0018ea00};
        for (int i = 0; i < code.length; i++) {
            Memory.putInt(rig.ram.address() + 0x1000 + 4 * i, code[i]);
        }

        says("0000000000001000: 0xba 0xf8 0x03 0x00 0x00 0xb0 0x42 0xee\n", "xp /8xb 0x1000");
        says("0000000000001000: 0xf8ba 0x0003 0xb000\n", "xp /3xh 0x1000");
        says(
                "0000000000001000: 0x0003f8ba 0xee42b000 0x010ffcfa 0x10014015\n0000000000001010: 0x0018ea00\n",
                "xp /5xw 0x1000");
        says("0000000000001000:     260282 3997347840   17825018\n", "xp /3dw 0x1000");
        says("0000000000001000: 186 248   3   0   0 176  66 238\n0000000000001008: 250\n", "xp/9db 0x1000");
        says("0000000000001000: 0272 0370  03   0   0 0260 0102 0356\n", "xp/8ob 0x1000");
        says("0000000000001000: '\\xba' '\\xf8' '\\x03' '\\x00'\n", "xp/1cw 0x1000");
        says("0000000000001000: 01671025400000000774272 0100012001240103776372\n", "xp/2og 0x1000");
        says("0000000000001000: -1278265830173050694  1153273438539873530\n", "xp/2dg 0x1000");
        says("", "xp/0 0");
        says("0000000010000000: Cannot access memory\n", "xp/4xw 0x10000000");
        says("Error: disassembly is not available in this build\n", "xp/4i 0x1000");
        says("Error: cannot show more than 1048576 bytes at once\n", "xp/999999999xg 0");
    }

    @Test
    void sum_isTheBsdChecksum() throws QmpException {
        Memory.putInt(rig.ram.address(), 0x04030201);

        // 1; then 0x8000 + 2; then 0x4001 + 3; then 0x2002 + 4 after the low bit went to the top
        says("08198\n", "sum 0 4");
        says("00000\n", "sum 0x1000 16");
    }

    @Test
    void machineWithoutProcessors_saysSo() throws QmpException {
        says("", "info cpus");
        says("No CPU available\n", "info registers");
        says("CPU#5 not available\n", "info registers 5");
        says("Can not dump without CPU\n", "x 0");
        says("invalid CPU index\n", "cpu 0");
        says("unknown register\nTry \"help p\" for more information\n", "p $pc + 8");
        says("Error: machine does not provide NMIs\n", "nmi");
        says("Error: Parameter 'cpu-index' expects a CPU number\n", "memsave 0 1 \"/dev/null\"");
    }

    @Test
    void pmemsave_writesAFile() throws Exception {
        Path file = dir.resolve("mem");

        says("", "pmemsave 0 16 \"" + file + "\"");

        assertEquals(16, Files.size(file));
    }

    @Test
    void objects_areMadeFromText() throws QmpException {
        says("", "object_add memory-backend-ram,id=ram1,size=1M,share=on");
        says(
                "memory backend: microvm.ram\n  size:  65536\n  merge: true\n  dump: true\n  prealloc: false\n"
                        + "  share: false\n  reserve: true\n  policy: default\n  host nodes: \n"
                        + "memory backend: ram1\n  size:  1048576\n  merge: true\n  dump: true\n  prealloc: false\n"
                        + "  share: true\n  reserve: true\n  policy: default\n  host nodes: \n\n",
                "info memdev");
        assertEquals(rig.hmp("info memdev"), rig.hmp("info mem-dev"));
        says(
                "Error: attempt to add duplicate property 'ram1' to object (type 'container')\n",
                "object_add memory-backend-ram,id=ram1,size=1M");
        says("Error: Parameter 'id' is missing\n", "object_add memory-backend-ram,size=1M");
        says("Error: Parameter 'size' is missing\n", "object_add memory-backend-ram,id=r2");
        says("Error: Parameter 'qom-type' does not accept value 'foo'\n", "object_add foo,id=r2");
        says("Error: Parameter 'size' expects size\n", "object_add memory-backend-ram,id=r2,size=x");
        says("Error: Parameter 'foo' is unexpected\n", "object_add memory-backend-ram,id=r2,size=1M,foo=1");
        says(
                "Error: Parameter 'share' expects 'on' or 'off'\n",
                "object_add memory-backend-ram,id=r2,size=1M,share=maybe");
        says("Error: Parameter 'qom-type' is missing\n", "object_add id=3");
        says("Error: JSON parse error, premature EOI\n", "object_add {\"qom-type\":");
        says("", "object_add {\"qom-type\":\"secret\",\"id\":\"s0\",\"data\":\"x\"}");
        says("", "object_add qom-type=secret,id=s1,data=a,,b");
        says("", "object_del ram1");
        says("Error: object 'ram1' not found\n", "object_del ram1");
        says("Error: object 'microvm.ram' is in use, can not be deleted\n", "object_del microvm.ram");
    }

    @Test
    void descriptors_areNamed() throws Exception {
        says("Error: No file descriptor supplied via SCM_RIGHTS\n", "getfd x");
        Pipe pipe = Pipe.create();
        pipe.writer().close();
        Fd fd = pipe.reader();
        rig.received.received(List.of(fd));
        says("", "getfd x");
        says("", "closefd x");
        says("Error: File descriptor named 'x' not found\n", "closefd x");
    }

    @Test
    void ringbuf_isReadAndWritten() throws QmpException {
        says("", "ringbuf_write rb0 \"a\\\\b\\r\"");
        says("a\\\\b\\u000D\n", "ringbuf_read rb0 10");
        says("Error: Device 'nope' not found\n", "ringbuf_read nope 1");
        says("rb0: filename=ringbuf\n", "info chardev");
    }

    @Test
    void trees_showWhatThereIs() throws QmpException {
        says(
                "address-space: memory\n"
                        + "  0000000000000000-ffffffffffffffff (prio 0, i/o): system\n"
                        + "    0000000000000000-000000000000ffff (prio 0, ram): alias ram-below-4g @microvm.ram"
                        + " 0000000000000000-000000000000ffff\n"
                        + "    00000000fee00000-00000000feefffff (prio 4096, i/o): kvm-apic-msi\n\n"
                        + "address-space: I/O\n"
                        + "  0000000000000000-000000000000ffff (prio 0, i/o): io\n"
                        + "    0000000000000040-0000000000000043 (prio 0, i/o): pit\n\n"
                        + "memory-region: microvm.ram\n"
                        + "  0000000000000000-000000000000ffff (prio 0, ram): microvm.ram\n\n",
                "info mtree");
        says(
                "bus: main-system-bus\n  type System\n  dev: kvmclock, id \"\"\n  dev: isabus-bridge, id \"\"\n"
                        + "    bus: isa.0\n      type ISA\n      dev: isa-pit, id \"\"\n"
                        + "        iobase = 64 (0x40)\n",
                "info qtree");
        assertFalse(rig.hmp("info qtree -b").contains("iobase"));
    }

    @Test
    void pciFunctions_areListed() throws QmpException {
        says(
                "  Bus  0, device   0, function 0:\n    Host bridge: PCI device 8086:29c0\n"
                        + "      PCI subsystem 1af4:1100\n      id \"\"\n",
                "info pci");
    }

    @Test
    void parametersAndCapabilities_areListed() throws QmpException {
        assertTrue(rig.hmp("info migrate_parameters").startsWith("announce-initial: 50 ms\nannounce-max: 550 ms\n"));
        assertTrue(rig.hmp("info migrate_parameters").endsWith("direct-io: off\ncpr-exec-command:\n"));
        assertTrue(rig.hmp("info migrate_capabilities").startsWith("xbzrle: off\nrdma-pin-all: off\n"));
        says(
                "Globals:\n  store-global-state: on\n  only-migratable: off\n  send-configuration: on\n"
                        + "  send-section-footer: on\n  send-switchover-start: on\n  clear-bitmap-shift: 18\n",
                "info migrate -a");
    }

    @Test
    void words_areCompleted() {
        assertEquals(List.of("migrate_set_capability"), rig.shell.complete("migrate_set_c"));
        assertEquals(List.of("migrate", "migrate_capabilities", "migrate_parameters"), rig.shell.complete("info mig"));
        assertEquals(List.of("mode"), rig.shell.complete("migrate_set_parameter mo"));
        assertEquals(
                List.of("cpr-exec", "cpr-reboot", "cpr-transfer"),
                rig.shell.complete("migrate_set_parameter mode cpr"));
        assertEquals(List.of("x-ignore-shared"), rig.shell.complete("migrate_set_capability x-i"));
        assertEquals(List.of("off", "on"), rig.shell.complete("migrate_set_capability x-ignore-shared o"));
        assertEquals(List.of("microvm.ram"), rig.shell.complete("object_del "));
        assertEquals(List.of("rb0"), rig.shell.complete("ringbuf_read "));
        assertEquals(List.of("pvpanic,id=", "pvpanic-pci,id="), rig.shell.complete("device_add pvp"));
        assertEquals(List.of("socket,id=", "stream,id="), rig.shell.complete("netdev_add s"));
    }

    @Test
    void quit_endsTheProcess() throws QmpException {
        rig.hmp("q");

        assertTrue(rig.happened.get(0).startsWith("SHUTDOWN {"), rig.happened.toString());
        assertEquals("quit", rig.happened.get(1));
    }
}
