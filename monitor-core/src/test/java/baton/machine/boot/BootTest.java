package baton.machine.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BootTest {
    private static final int RAM = 4 << 20;
    private static final byte[] NONE = {};

    private final FakeMemory memory = new FakeMemory(RAM);

    private static BootRequest request(byte[] kernel, byte[] initrd, String commandLine) {
        return new BootRequest(kernel, initrd, commandLine, new E820Map(RAM), 2);
    }

    private static String refusal(byte[] kernel, byte[] initrd, String commandLine) {
        return assertThrows(BootException.class, () -> Boot.plan(request(kernel, initrd, commandLine)))
                .line("baton");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void elf_isLoadedAndEnteredByItsPvhNote(boolean wide) throws Exception {
        BootState state = Boot.plan(request(Kernels.elf(wide), new byte[] {9, 8}, "console=x"))
                .load(memory);

        assertEquals(Kernels.ENTRY, state.eip());
        assertEquals(0x0f, memory.ram[0x10000e]);
        assertEquals(0, memory.ram[0x100010]);
        assertEquals(0, memory.ram[0x10001f]);
        assertEquals((byte) 0xcc, memory.ram[0x100020]);
        ByteBuffer info = memory.at(state.ebx());
        assertEquals(0x336ec578, info.getInt(0));
        assertEquals(1, info.getInt(12));
        ByteBuffer module = memory.at((int) info.getLong(16));
        assertEquals(2, module.getLong(8));
        assertEquals(9, memory.ram[(int) module.getLong(0)]);
        assertEquals("console=x\0", memory.text((int) info.getLong(24), 10));
        ByteBuffer map = memory.at((int) info.getLong(40));
        assertEquals(0x9fc00, map.getLong(8));
        assertEquals(1, map.getInt(16));
    }

    @Test
    void bzImage_isLoadedAndEnteredWithItsZeroPage() throws Exception {
        BootState state =
                Boot.plan(request(Kernels.bzImage(), new byte[] {7}, "quiet")).load(memory);

        assertEquals(0x100000, state.eip());
        assertEquals(0x55, memory.ram[0x100000]);
        ByteBuffer zeroPage = memory.at(state.esi());
        assertEquals(0x53726448, zeroPage.getInt(0x202));
        assertEquals(1, zeroPage.getInt(0x21c));
        assertEquals(7, memory.ram[zeroPage.getInt(0x218)]);
        assertEquals("quiet\0", memory.text(zeroPage.getInt(0x228), 6));
        assertEquals(5, zeroPage.get(0x1e8));
        assertEquals(0x9fc00, zeroPage.getLong(0x2d0 + 8));
        assertEquals(0, zeroPage.get(0));
    }

    @Test
    void reload_putsBackWhatTheGuestOverwrote() throws Exception {
        BootPlan plan = Boot.plan(request(Kernels.elf(true), NONE, ""));
        plan.load(memory);
        byte[] first = memory.ram.clone();
        Arrays.fill(memory.ram, 0x100000, 0x100020, (byte) 0x11);
        Arrays.fill(memory.ram, LowMemory.START_INFO, LowMemory.START_INFO + 64, (byte) 0x11);

        plan.load(memory);

        assertTrue(Arrays.equals(first, memory.ram));
    }

    @Test
    void firstSectorOfADisk_isStartedInRealMode(@TempDir Path directory) throws Exception {
        byte[] disk = new byte[1024];
        disk[3] = 7;
        disk[510] = 0x55;
        disk[511] = (byte) 0xaa;
        Path file = Files.write(directory.resolve("disk"), disk);

        BootState state = Boot.sector(file.toString(), new E820Map(RAM), 1).load(memory);

        assertTrue(state.isRealMode());
        assertEquals(0x7c00, state.eip());
        assertEquals(0x80, state.dx());
        assertEquals(7, memory.at(0x7c03).get(0));
        assertEquals("_MP_", memory.text(MpTable.ADDRESS, 4));
    }

    @Test
    void diskWithoutABootSector_isRefused(@TempDir Path directory) throws Exception {
        Path empty = Files.write(directory.resolve("disk"), new byte[100]);
        String missing = directory.resolve("none").toString();

        assertEquals(
                "baton: disk '" + empty + "' is not bootable: its first sector does not end in 55 aa;"
                        + " give a kernel with -kernel",
                assertThrows(BootException.class, () -> Boot.sector(empty.toString(), new E820Map(RAM), 1))
                        .line("baton"));
        assertEquals(
                "baton: Could not open '" + missing + "': No such file or directory",
                assertThrows(BootException.class, () -> Boot.sector(missing, new E820Map(RAM), 1))
                        .line("baton"));
    }

    @Test
    void diskOfAMachineWithTooLittleMemory_isRefused() {
        assertEquals(
                "baton: a kernel needs at least 1 MiB of memory: give it more with -m",
                assertThrows(BootException.class, () -> Boot.sector("disk", E820Map.q35(512 << 10), 1))
                        .line("baton"));
    }

    @Test
    void selectors_meanFlatSegmentsInTheTable() throws Exception {
        BootState state = Boot.plan(request(Kernels.elf(true), NONE, "")).load(memory);

        assertEquals(0x00cf9b000000ffffL, memory.at(BootState.GDT).getLong(state.codeSelector()));
        assertEquals(0x00cf93000000ffffL, memory.at(BootState.GDT).getLong(state.dataSelector()));
    }

    @Test
    void whatCannotBeStarted_isRefusedInQemusWords() {
        byte[] noNote = Kernels.elf(true);
        noNote[208] = 17;

        assertEquals("baton: Error loading uncompressed kernel without PVH ELF Note", refusal(noNote, NONE, ""));
        assertEquals("qemu: invalid kernel header", refusal(new byte[3000], NONE, ""));
        assertEquals("qemu: invalid kernel header", refusal(new byte[1], NONE, ""));
        assertEquals(
                "qemu: initrd is too large, cannot support.(max: 4194303, need 5000000)",
                refusal(Kernels.elf(true), new byte[5000000], ""));
        assertEquals(
                "qemu: initrd is too large, cannot support.(max: 4194303, need 5000000)",
                refusal(Kernels.bzImage(), new byte[5000000], ""));
    }

    @Test
    void segmentOutsideMemory_isRefused() {
        byte[] high = Kernels.elf(true);
        ByteBuffer.wrap(high).order(java.nio.ByteOrder.LITTLE_ENDIAN).putLong(88, RAM - 16);

        assertEquals(
                "baton: Error while loading elf kernel: a segment of 32 bytes at 0x3ffff0 is not in the machine's memory",
                refusal(high, NONE, ""));
    }

    @Test
    void initrdThatWouldCoverTheKernel_isRefused() {
        assertTrue(refusal(Kernels.elf(true), new byte[RAM - 0x100000], "").contains("does not fit behind the kernel"));
    }

    @Test
    void commandLineBeyondTheKernelsLimit_isRefused() {
        assertTrue(
                refusal(Kernels.bzImage(), NONE, "x".repeat(2048)).contains("2048 bytes long, this kernel takes 2047"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"elf32", "elf64", "bzImage"})
    void damagedKernel_isStartedOrRefused(String kind) throws Exception {
        byte[] good = kind.equals("bzImage") ? Kernels.bzImage() : Kernels.elf(kind.equals("elf64"));
        Random random = new Random(2);
        int refused = 0;
        for (int i = 0; i < 5000; i++) {
            byte[] bad = random.nextInt(4) == 0 ? Arrays.copyOf(good, random.nextInt(good.length)) : good.clone();
            int from = kind.equals("bzImage") ? Math.min(0x1f1, bad.length) : 0;
            for (int flips = random.nextInt(4); flips >= 0 && bad.length > from; flips--) {
                bad[from + random.nextInt(Math.min(240, bad.length - from))] = (byte) random.nextInt();
            }
            try {
                Boot.plan(request(bad, NONE, "x")).load(memory);
            } catch (BootException e) {
                refused++;
            }
        }
        assertTrue(refused > 100 && refused < 5000, "refused " + refused);
    }

    @Test
    void missingFiles_areNamedInQemusWords(@TempDir Path dir) throws Exception {
        String path = dir.resolve("nope").toString();
        Files.write(dir.resolve("empty"), NONE);
        String empty = dir.resolve("empty").toString();

        assertEquals(
                "qemu: could not open kernel file '" + path + "': No such file or directory",
                assertThrows(BootException.class, () -> Boot.readKernel(path, RAM))
                        .line("x"));
        assertEquals(
                "qemu: could not load kernel '" + dir + "': Is a directory",
                assertThrows(BootException.class, () -> Boot.readKernel(dir.toString(), RAM))
                        .line("x"));
        assertEquals(
                "qemu: could not load kernel '" + empty + "': Success",
                assertThrows(BootException.class, () -> Boot.readKernel(empty, RAM))
                        .line("x"));
        assertEquals(
                "qemu: error reading initrd " + path + ": Failed to open file “" + path
                        + "”: open() failed: No such file or directory",
                assertThrows(BootException.class, () -> Boot.readInitrd(path, RAM))
                        .line("x"));
    }

    @Test
    void file_isReadWholeUpToTheMemorySize(@TempDir Path dir) throws Exception {
        byte[] bytes = new byte[(5 << 20) + 3];
        bytes[bytes.length - 1] = 42;
        Path file = Files.write(dir.resolve("k"), bytes);

        assertTrue(Arrays.equals(bytes, Boot.readKernel(file.toString(), 8 << 20)));
        assertEquals(
                "x: kernel '" + file + "' is larger than the machine's memory",
                assertThrows(BootException.class, () -> Boot.readKernel(file.toString(), RAM))
                        .line("x"));
    }
}
