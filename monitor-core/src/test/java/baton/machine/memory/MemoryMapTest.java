package baton.machine.memory;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import baton.nat.libc.Memory;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MemoryMapTest {
    private RamBackend ram;
    private final MemoryMap map = new MemoryMap();

    @BeforeEach
    void twoPiecesOfOneBlock() throws MemoryException {
        ram = RamBackends.create(MemoryBackendConfig.plain("ram", 0x3000));
        map.add("low", 0, 0x1000, ram, 0);
        map.add("next", 0x1000, 0x1000, ram, 0x2000);
        map.add("high", 1L << 32, 0x1000, ram, 0x1000);
    }

    @AfterEach
    void free() throws IOException {
        ram.close();
    }

    @Test
    void writeAcrossRegions_landsInEachBlockPart() {
        map.write(0xffe, new byte[] {1, 2, 3, 4});

        assertEquals(2, Memory.getByte(ram.address() + 0xfff));
        assertEquals(3, Memory.getByte(ram.address() + 0x2000));
        byte[] back = new byte[4];
        map.read(0xffe, back, 0, 4);
        assertArrayEquals(new byte[] {1, 2, 3, 4}, back);
    }

    @Test
    void addressAbove4g_isTheBlocksOffset() {
        map.write((1L << 32) + 8, new byte[] {9});

        assertEquals(9, Memory.getByte(ram.address() + 0x1008));
        map.clear((1L << 32) + 8, 1);
        assertEquals(0, Memory.getByte(ram.address() + 0x1008));
    }

    @Test
    void holes_areNotRam() {
        assertTrue(map.isRam(0, 0x2000));
        assertFalse(map.isRam(0x1fff, 2));
        assertFalse(map.isRam(-1, 1));
        assertFalse(map.isRam(0, Long.MAX_VALUE));
        assertThrows(IndexOutOfBoundsException.class, () -> map.write(0x1fff, new byte[2]));
    }
}
