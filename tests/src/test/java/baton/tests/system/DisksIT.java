package baton.tests.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import baton.tests.harness.KvmRequired;
import baton.tests.harness.Program;
import baton.tests.harness.QmpClient;
import baton.tests.harness.QmpError;
import baton.tests.harness.TestVm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Disks as users see them. */
@KvmRequired
class DisksIT {
    private static final String[] QUERIES = {"query-block", "query-blockstats", "query-named-block-nodes"};

    @TempDir
    private Path directory;

    /** A guest writes to a sparse image whose file system is full at half a MiB, and gets half a MiB more. */
    @Test
    void fullDisk_stopsTheGuestUntilThereIsRoom() throws IOException, QmpError {
        boolean root = Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
        assumeTrue(root, "skipped: only root can mount a small file system");
        Path small = Files.createDirectories(directory.resolve("small"));
        String disk = "if=none,id=d,format=raw,werror=stop,file=" + small.resolve("d.img");
        try (TestVm vm = TestVm.start(
                onSmallDisk(small),
                directory,
                "-append",
                "disksequential=64K",
                "-drive",
                disk,
                "-device",
                "virtio-blk-device,drive=d,id=vd")) {
            QmpClient qmp = vm.qmp();
            Map<?, ?> error = (Map<?, ?>) qmp.awaitEvent("BLOCK_IO_ERROR").get("data");
            assertEquals("stop", error.get("action"));
            assertEquals(true, error.get("nospace"));
            assertEquals("/machine/peripheral/vd", error.get("qom-path"));
            qmp.awaitStatus("io-error");
            assertTrue(qmp.hmp("info block").contains("    I/O status:       nospace"), qmp.hmp("info block"));
            long written = written(qmp);

            qmp.forgetEvents();
            long pid = vm.process().pid();
            Files.delete(Path.of("/proc/" + pid + "/root" + small.resolve("filler")));
            qmp.execute("cont");
            qmp.awaitEvent("BLOCK_IO_ERROR");
            qmp.awaitStatus("io-error");

            assertTrue(written(qmp) > written, "nothing was written after cont");
        }
    }

    private static long written(QmpClient qmp) throws IOException, QmpError {
        Map<?, ?> disk = (Map<?, ?>) ((List<?>) qmp.execute("query-blockstats")).get(0);
        return ((Number) ((Map<?, ?>) disk.get("stats")).get("wr_bytes")).longValue();
    }

    private Program onSmallDisk(Path small) throws IOException {
        Path script = directory.resolve("on-small-disk");
        String inside = "mount -t tmpfs -o size=1m small '" + small + "' && truncate -s 8M '" + small
                + "/d.img' && head -c 524288 /dev/zero > '" + small + "/filler' && exec \"$@\"";
        Files.writeString(
                script,
                "#!/bin/sh\nexec unshare -m --propagation private sh -c \"$(cat <<'END'\n" + inside + "\nEND\n)\" sh '"
                        + Program.underTest().path() + "' \"$@\"\n");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
        return new Program("baton", script);
    }

    @Test
    void disksOfQ35_areDescribedAsQemuDoes() throws IOException, QmpError {
        Files.write(directory.resolve("a.img"), new byte[8 << 20]);
        Files.write(directory.resolve("b.img"), new byte[1 << 20]);
        List<Object> ours = described(Program.underTest());
        assertEquals(
                "/machine/peripheral-anon/device[0]/virtio-backend",
                ((Map<?, ?>) ((List<?>) ours.get(0)).get(0)).get("qdev"));
        Optional<Program> qemu = Program.qemu();
        assumeTrue(qemu.isPresent(), "skipped: no QEMU is installed to compare with");

        assertEquals(described(qemu.get()), ours);
    }

    private List<Object> described(Program program) throws IOException, QmpError {
        String image = directory.resolve("b.img").toString();
        try (TestVm vm = TestVm.startPlain(
                program,
                directory,
                TestVm.Q35,
                "-S",
                "-object",
                "iothread,id=io0",
                "-drive",
                "if=virtio,format=raw,cache=none,discard=unmap,file=" + directory.resolve("a.img"),
                "-blockdev",
                "driver=raw,node-name=top,read-only=on,file.driver=file,file.node-name=below,file.filename=" + image,
                "-device",
                "virtio-blk-pci,drive=top,id=disk1,iothread=io0,num-queues=2,serial=abc")) {
            List<Object> all = new ArrayList<>();
            for (String query : QUERIES) {
                all.add(anyNames(vm.qmp().execute(query)));
            }
            all.add(anyNames(vm.qmp().execute("query-blockstats", "query-nodes", true)));
            all.add(vm.qmp()
                    .refused("block_resize", "node-name", "top", "size", 4096)
                    .getMessage());
            Map<?, ?> thread = (Map<?, ?>) ((List<?>) vm.qmp().execute("query-iothreads")).get(0);
            assertTrue(Files.isDirectory(Path.of("/proc/" + vm.process().pid() + "/task/" + thread.get("thread-id"))));
            all.add(thread.get("id"));
            return all;
        }
    }

    /** Names that are made up are different each time. */
    private static Object anyNames(Object value) {
        if (value instanceof List<?> list) {
            List<Object> all = new ArrayList<>();
            list.forEach(one -> all.add(anyNames(one)));
            return all;
        }
        if (value instanceof Map<?, ?> map) {
            Map<Object, Object> all = new LinkedHashMap<>();
            map.forEach((key, one) -> all.put(key, anyNames(one)));
            return all;
        }
        return value instanceof String text && text.startsWith("#block") ? "#block" : value;
    }
}
