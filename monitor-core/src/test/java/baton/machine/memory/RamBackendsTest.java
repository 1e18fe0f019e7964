package baton.machine.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import baton.nat.libc.Memory;
import baton.nat.libc.NativeBuffer;
import baton.nat.libc.Pieces;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RamBackendsTest {
    private static final long SIZE = 2 << 20;

    @TempDir
    Path dir;

    private static MemoryBackendConfig config(MemoryBackendConfig.Kind kind, boolean share, String path, long offset) {
        return new MemoryBackendConfig(
                kind, "ram0", SIZE, share, path, 0, offset, false, false, false, true, true, true, false, 0, true);
    }

    @Test
    void sharedFile_showsTheGuestsWritesToEverybody() throws Exception {
        Path file = dir.resolve("ram");
        RamBackend ram = RamBackends.create(config(MemoryBackendConfig.Kind.FILE, true, file.toString(), 0));

        Memory.putByte(ram.address() + 5, (byte) 42);

        assertEquals(SIZE, Files.size(file));
        assertEquals(42, Files.readAllBytes(file)[5]);
        assertTrue(ram.shared() && ram.namedFile());
        assertFalse(ram.madeZero(), "another process may have filled it");
        ram.close();
    }

    @Test
    void privateFile_keepsTheGuestsWritesToItself() throws Exception {
        Path file = dir.resolve("ram");
        RamBackend ram = RamBackends.create(config(MemoryBackendConfig.Kind.FILE, false, file.toString(), 0));

        Memory.putByte(ram.address() + 5, (byte) 42);

        assertEquals(0, Files.readAllBytes(file)[5]);
        ram.close();
    }

    @Test
    void existingFile_keepsItsContentAndSize() throws Exception {
        Path file = dir.resolve("ram");
        byte[] content = new byte[(int) SIZE + 4096];
        content[4096] = 7;
        Files.write(file, content);

        RamBackend ram = RamBackends.create(config(MemoryBackendConfig.Kind.FILE, true, file.toString(), 4096));

        assertEquals(7, Memory.getByte(ram.address()));
        assertEquals(SIZE + 4096, Files.size(file));
        ram.close();
    }

    @Test
    void fileTooSmall_isRefusedInQemusWords() throws Exception {
        Path file = dir.resolve("ram");
        Files.write(file, new byte[4096]);

        MemoryException e = assertThrows(
                MemoryException.class,
                () -> RamBackends.create(config(MemoryBackendConfig.Kind.FILE, true, file.toString(), 0)));

        assertEquals(
                "ram0 backing store size 0x1000 is too small for 'size' option 0x200000 plus 'offset' option 0x0",
                e.getMessage());
        assertEquals(4096, Files.size(file));
    }

    @Test
    void alignmentOfPartOfAPage_isRefusedInQemusWords() {
        String path = dir.resolve("ram").toString();
        MemoryBackendConfig.Kind file = MemoryBackendConfig.Kind.FILE;
        MemoryBackendConfig odd = new MemoryBackendConfig(
                file, "ram0", SIZE, true, path, 3000, 0, false, false, false, true, true, true, false, 0, true);

        MemoryException e = assertThrows(MemoryException.class, () -> RamBackends.create(odd));

        assertEquals("alignment 0xbb8 must be multiples of page size 0x1000", e.getMessage());
        assertFalse(Files.exists(dir.resolve("ram")));
    }

    @Test
    void directory_givesAFileNobodyElseCanOpen() throws Exception {
        RamBackend ram = RamBackends.create(config(MemoryBackendConfig.Kind.FILE, true, dir.toString(), 0));

        assertFalse(ram.namedFile());
        try (var files = Files.list(dir)) {
            assertEquals(List.of(), files.toList());
        }
        ram.close();
    }

    @Test
    void missingDirectory_isRefusedInQemusWords() {
        MemoryException e = assertThrows(
                MemoryException.class,
                () -> RamBackends.create(config(MemoryBackendConfig.Kind.FILE, true, "/nonexistent/ram", 0)));

        assertEquals(
                "can't open backing store /nonexistent/ram for guest RAM: No such file or directory", e.getMessage());
    }

    @Test
    void memfdAndShm_travelByDescriptor() throws Exception {
        for (MemoryBackendConfig.Kind kind :
                List.of(MemoryBackendConfig.Kind.MEMFD, MemoryBackendConfig.Kind.SHM, MemoryBackendConfig.Kind.RAM)) {
            RamBackend ram = RamBackends.create(config(kind, true, null, 0));

            assertTrue(ram.fd() >= 0, kind.toString());
            assertTrue(ram.shared() && !ram.namedFile());
            assertTrue(ram.madeZero());
            assertEquals(0, ram.address() % (2 << 20), "large pages fit");
            ram.close();
        }
    }

    @Test
    void plainMemory_isPrivateAndHasNoDescriptor() throws IOException, MemoryException {
        RamBackend ram = RamBackends.create(MemoryBackendConfig.plain("microvm.ram", 8192));

        assertFalse(ram.shared());
        assertEquals(-1, ram.fd());
        assertEquals(0, Memory.getLong(ram.address() + 8184));
        ram.close();
    }

    @Test
    void untouchedMemory_isKnownWithoutTouchingIt() throws Exception {
        RamBackend ram = RamBackends.create(config(MemoryBackendConfig.Kind.MEMFD, true, null, 0));
        RamBackend own = RamBackends.create(config(MemoryBackendConfig.Kind.MEMFD, false, null, 0));

        assertEquals(SIZE, ram.touchedFrom(0));
        Memory.putByte(ram.address() + SIZE - 1, (byte) 1);
        // The host may give more than one page at a time.
        assertTrue(ram.touchedFrom(0) <= SIZE - 4096);
        assertEquals(SIZE - 4096, ram.touchedFrom(SIZE - 4096));
        assertEquals(SIZE, ram.untouchedFrom(SIZE - 4096));

        assertEquals(4096, own.touchedFrom(4096), "the file knows nothing of private pages");
        assertEquals(SIZE, own.untouchedFrom(4096));
        ram.close();
        own.close();
    }

    @Test
    void pagesThatArePut_areInTheGuestsMemory() throws Exception {
        for (boolean share : new boolean[] {true, false}) {
            RamBackend ram = RamBackends.create(config(MemoryBackendConfig.Kind.MEMFD, share, null, 0));
            try (NativeBuffer from = NativeBuffer.allocate(8192)) {
                Memory.fill(from.address(), 4096, (byte) 1);
                Memory.fill(from.address() + 4096, 4096, (byte) 2);
                Pieces pieces = new Pieces(2);
                pieces.add(from.address() + 4096, 4096);
                pieces.add(from.address(), 4096);

                ram.put(SIZE - 8192, pieces);

                pieces.close();
            }
            assertEquals(0, Memory.getByte(ram.address() + SIZE - 8193));
            assertEquals(2, Memory.getByte(ram.address() + SIZE - 4097));
            assertEquals(1, Memory.getByte(ram.address() + SIZE - 1));
            assertEquals(share, ram.putsCheaply());
            ram.close();
        }
    }
}
