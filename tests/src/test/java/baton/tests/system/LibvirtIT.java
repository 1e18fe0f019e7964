package baton.tests.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import baton.tests.harness.KvmRequired;
import baton.tests.harness.Program;
import baton.tests.harness.SerialLog;
import baton.tests.harness.TestVm;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** libvirt, which knows nothing of Baton, leads a domain through its life, from host to host. */
@KvmRequired
@LibvirtRequired
class LibvirtIT {
    private static final byte[] ELF = {0x7f, 'E', 'L', 'F'};

    @TempDir
    private static Path hosts;

    private static LibvirtHost here;
    private static LibvirtHost there;

    @TempDir
    private Path directory;

    @BeforeAll
    static void start() throws IOException {
        here = LibvirtHost.start(hosts, "here");
        there = LibvirtHost.start(hosts, "there");
    }

    @AfterAll
    static void end() throws IOException {
        here.close();
        there.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"microvm", "q35"})
    void domain_livesAndMoves(String machine) throws Exception {
        SerialLog serial = new SerialLog(directory.resolve("serial"));
        String name = "baton-" + machine;
        Path save = directory.resolve("save");
        Path dump = directory.resolve("dump");

        here.virsh("create", domain(name, machine).toString());
        ticks(serial, 3);
        assertTrue(here.virsh("dominfo", name).contains("running"));
        here.virsh("suspend", name);
        assertEquals("paused", here.virsh("domstate", name));
        here.virsh("resume", name);
        assertEquals("VM status: running", here.virsh("qemu-monitor-command", "--hmp", name, "info status"));
        here.virsh("domstats", name);
        here.virsh("dump", "--memory-only", name, dump.toString());
        try (InputStream core = Files.newInputStream(dump)) {
            assertTrue(Arrays.equals(ELF, core.readNBytes(ELF.length)));
        }
        here.virsh("save", name, save.toString());
        assertFalse(here.virsh("list").contains(name));
        here.virsh("restore", save.toString());
        assertEquals("running", here.virsh("domstate", name));
        here.virsh("migrate", "--live", "--p2p", name, there.uri(), "tcp://127.0.0.1");
        assertFalse(here.virsh("list").contains(name));
        assertEquals("running", there.virsh("domstate", name));
        ticks(serial, serial.assertGapless() + 3);
        there.virsh("destroy", name);
        assertFalse(there.virsh("list").contains(name));
    }

    @Test
    void disk_isPluggedResizedAndTakenAway() throws Exception {
        SerialLog serial = new SerialLog(directory.resolve("serial"));
        String name = "baton-disks";
        String disk = "<disk type='file' device='disk'><driver name='qemu' type='raw'/><source file='%s'/>"
                + "<target dev='%s' bus='virtio'/></disk>";
        String first = String.format(disk, image("first"), "vda");
        Path second = Files.writeString(directory.resolve("disk.xml"), String.format(disk, image("second"), "vdb"));

        here.virsh(
                "define",
                domain(name, "q35", first + "<memballoon model='virtio'/>").toString());
        here.virsh("start", name);
        ticks(serial, 3);
        here.virsh("attach-device", name, second.toString(), "--live");
        assertTrue(here.virsh("domblklist", name).contains("vdb"));
        here.virsh("blockresize", name, "vda", "2M");
        assertEquals(2 << 20, Files.size(directory.resolve("first")));
        assertTrue(here.virsh("domblkinfo", name, "vda").contains("2097152"));
        here.virsh("setmem", name, "32M", "--live");
        here.virsh("managedsave", name);
        here.virsh("start", name);
        assertTrue(here.virsh("domblklist", name).contains("vdb"));
        for (String target : new String[] {"vda", "vdb"}) {
            assertTrue(here.virsh("domblkstat", name, target).contains(target + " rd_req 0"));
        }
        assertTrue(here.virsh("domstats", "--block", name).contains("block.1.rd.reqs=0"));
        ticks(serial, serial.assertGapless() + 3);
        here.virsh("destroy", name);
        here.virsh("undefine", name);
    }

    private Path image(String name) throws IOException {
        return Files.write(directory.resolve(name), new byte[1 << 20]);
    }

    private static void ticks(SerialLog serial, int wanted) throws IOException {
        serial.await(String.format("tick %08d", wanted));
    }

    private Path domain(String name, String machine) throws IOException {
        return domain(name, machine, "<memballoon model='none'/>");
    }

    private Path domain(String name, String machine, String devices) throws IOException {
        String xml = "<domain type='kvm'><name>" + name + "</name><memory unit='MiB'>64</memory><vcpu>1</vcpu>"
                + "<os><type arch='x86_64' machine='" + machine + "'>hvm</type><kernel>" + TestVm.guest(directory)
                + "</kernel></os><features><acpi/></features><cpu mode='host-passthrough'/><devices><emulator>"
                + Program.underTest().path() + "</emulator><controller type='usb' model='none'/>"
                + devices + "<serial type='file'><source path='" + directory.resolve("serial")
                + "' append='on'/><target type='isa-serial' port='0'/></serial></devices></domain>";
        return Files.writeString(directory.resolve(name + ".xml"), xml);
    }
}
