package baton.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import baton.monitor.QmpException;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every command and topic of QEMU 10.2 is there, or says what to use. Texts are those of QEMU 10.0 on a machine without devices. */
class HmpTopicsTest {
    /** `help` of QEMU 10.0, whose commands 10.2 has, too. */
    private static final String COMMANDS = "announce_self balloon block_job_cancel block_job_complete block_job_pause"
            + " block_job_resume block_job_set_speed block_resize block_set_io_throttle block_stream boot_set"
            + " calc_dirty_rate cancel_vcpu_dirty_limit change chardev-add chardev-change chardev-remove"
            + " chardev-send-break client_migrate_info closefd commit cont cpu delvm device_add device_del drive_add"
            + " drive_backup drive_del drive_mirror dump-guest-memory dumpdtb eject exit_preconfig expire_password"
            + " gdbserver getfd gpa2hpa gpa2hva gva2gpa help hostfwd_add hostfwd_remove i info loadvm log logfile mce"
            + " memsave migrate migrate_cancel migrate_continue migrate_incoming migrate_pause migrate_recover"
            + " migrate_set_capability migrate_set_parameter migrate_start_postcopy mouse_button mouse_move mouse_set"
            + " nbd_server_add nbd_server_remove nbd_server_start nbd_server_stop netdev_add netdev_del nmi o"
            + " object_add object_del one-insn-per-tb pcie_aer_inject_error pmemsave print qemu-io qom-get qom-list"
            + " qom-set quit replay_break replay_delete_break replay_seek ringbuf_read ringbuf_write savevm screendump"
            + " sendkey set_link set_password set_vcpu_dirty_limit snapshot_blkdev snapshot_blkdev_internal"
            + " snapshot_delete_blkdev_internal stop stopcapture sum sync-profile system_powerdown system_reset"
            + " system_wakeup trace-event watchdog_action wavcapture x x_colo_lost_heartbeat xen-event-inject"
            + " xen-event-list xp";
    /** `help info` of QEMU 10.2 (transcript hmp-raw-pipe). */
    private static final String TOPICS = "accel accelerators balloon block block-jobs blockstats capture chardev cpus"
            + " cryptodev dirty_rate dump firmware-log history hotpluggable-cpus iothreads irq jit kvm lapic mem memdev"
            + " memory-devices memory_size_summary mice migrate migrate_capabilities migrate_parameters mtree name"
            + " network numa pci pic qdm qom-tree qtree ramblock registers replay rocker rocker-of-dpa-flows"
            + " rocker-of-dpa-groups rocker-ports roms sev sgx snapshots stats status sync-profile tlb tpm trace-events"
            + " usb usbhost uuid vcpu_dirty_limit version virtio virtio-queue-element virtio-queue-status virtio-status"
            + " virtio-vhost-queue-status vm-generation-id";

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
    void everythingQemuHas_isThereOrSaysWhatToUse() throws QmpException {
        HmpCommands commands = new HmpCommands(rig.services);
        for (String name : COMMANDS.split(" ")) {
            assertTrue(commands.find(name) != null, name);
        }
        for (String topic : TOPICS.split(" ")) {
            assertTrue(commands.find("info").topics().find(topic) != null, topic);
            assertFalse(rig.hmp("info " + topic).contains("unknown"), topic);
        }
        assertEquals(
                "Error: 'savevm' is not available in this build: there are no snapshots; use stop and migrate file:PATH,"
                        + " and -incoming to go back\n",
                rig.hmp("savevm with anything behind"));
        assertEquals("unknown command: 'no-such'\n", rig.hmp("no-such"));
    }

    @Test
    void whatIsMissing_isNotListed() throws QmpException {
        assertFalse(rig.hmp("help").contains("savevm"));
        assertFalse(rig.hmp("help info").contains("info rocker"));
        assertTrue(rig.hmp("help savevm").startsWith("savevm  -- not available in this build: "));
    }

    @Test
    void topicsOfAMachineWithoutDevices_areQemus() throws QmpException {
        says("No active jobs\n", "info block-jobs");
        says("", "info network");
        says("0 nodes\n", "info numa");
        says("No mouse devices connected\n", "info mice");
        says("Error: No balloon device has been activated\n", "info balloon");
        says("Error: JIT information is only available with accel=tcg\n", "info jit");
        says("Record/replay is not active\n", "info replay");
        says("[kvm] qtest\n", "info accelerators");
        says("No CPU available\n", "info lapic");
        says("", "info irq");
        says("", "info pic");
        says("", "info history");
        says("", "info accel");
        says("No EPC regions defined, SGX not available\n", "info sgx");
        says("Server: disabled\n", "info spice");
        says("None\n", "info vnc");
        says("", "info usernet");
        says("Error: firmware log buffer not found\n", "info firmware-log");
        says("invalid size\nTry \"help info firmware-log\" for more information\n", "info firmware-log bogus");
        says("No CPU available\n", "info mem");
        says("No CPU available\n", "info tlb");
        says("invalid stats target bogus\n", "info stats bogus");
        says("invalid stats provider bogus\n", "info stats vcpu * bogus");
        says("stats: string expected\nTry \"help info stats\" for more information\n", "info stats");
    }

    @Test
    void addresses_areTranslated() throws QmpException {
        assertTrue(rig.hmp("gpa2hva 0x10").matches("Host virtual address for 0x10 \\(microvm.ram\\) is 0x[0-9a-f]+\n"));
        says("No memory is mapped at address 0xfffff00000\n", "gpa2hva 0xfffff00000");
        says("No cpu\n", "gva2gpa 0");
        says("No memory is mapped at address 0xfffff00000\n", "gpa2hpa 0xfffff00000");
        assertTrue(rig.hmp("info ramblock")
                .contains("             microvm.ram    4 KiB  0x0000000000000000 0x0000000000010000"));
        says("Error: the machine has no I/O ports\n", "i/b 0x70");
        says("Error: the machine has no I/O ports\n", "o/b 0x70 1");
    }

    @Test
    void arguments_areCompletedByTheirKind() throws QmpException {
        assertEquals(List.of("-d", "-r"), rig.shell.complete("migrate -"));
        assertEquals(
                List.of("exec:", "fd:", "file:"), rig.shell.complete("migrate ").subList(0, 3));
        assertEquals(List.of("migrate file:src/"), prefixed("migrate ", rig.shell.complete("migrate file:sr")));
        assertEquals(List.of("src/"), rig.shell.complete("memsave 0 1 sr"));
        assertEquals(List.of("off", "on"), rig.shell.complete("migrate_set_capability xbzrle "));
    }

    private static List<String> prefixed(String before, List<String> words) {
        return words.stream().map(word -> before + word).toList();
    }

    private void says(String expected, String line) throws QmpException {
        assertEquals(expected, rig.hmp(line), line);
    }

    @Test
    void objects_areShownAsQemuShowsThem() throws QmpException {
        assertTrue(rig.hmp("info qom-tree").startsWith("/machine ("), rig.hmp("info qom-tree"));
        says("Path '/nosuch' could not be resolved.\n", "info qom-tree /nosuch");
        says("/\n", "qom-list");
        says("Error: No virtio devices found\n", "info virtio");
        assertTrue(rig.hmp("qom-list /machine").startsWith("type (string)\n"));
        says("Error: Device '/nosuch' not found\n", "qom-get /nosuch foo");
        says("\"container\"\n", "qom-get /objects type");
        says("Error: JSON parse error, premature EOI\n", "qom-set -j /machine type {");
        assertTrue(rig.hmp("qom-set /machine type x").endsWith(".type' is not writable\n"));
        assertTrue(rig.shell.complete("qom-get /obj").contains("/objects"));
        assertTrue(rig.shell.complete("qom-get /objects t").contains("type"));
    }
}
