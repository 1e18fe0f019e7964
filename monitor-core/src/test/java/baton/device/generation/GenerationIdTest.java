package baton.device.generation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import baton.device.testing.Sections;
import baton.device.testing.VmStateContract;
import baton.machine.memory.MemoryBackendConfig;
import baton.machine.memory.MemoryException;
import baton.machine.memory.MemoryMap;
import baton.machine.memory.RamBackend;
import baton.machine.memory.RamBackends;
import java.io.IOException;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GenerationIdTest implements VmStateContract<GenerationId> {
    private static final int PAGE = 0x2000;

    private final MemoryMap memory = new MemoryMap();
    private RamBackend ram;
    private int told;

    @BeforeEach
    void memory() throws MemoryException {
        ram = RamBackends.create(MemoryBackendConfig.plain("ram", 0x4000));
        memory.add("ram", 0, 0x4000, ram, 0);
    }

    @AfterEach
    void free() throws IOException {
        ram.close();
    }

    private GenerationId of(String number) {
        return new GenerationId(HexFormat.of().parseHex(number), memory, () -> told++);
    }

    @Override
    public GenerationId fresh() {
        return of("324e6eafd1d14bf6bf41b9bb6c91fb87");
    }

    @Override
    public void disturb(GenerationId section) {
        section.place(PAGE);
    }

    private String inMemory(int at) {
        byte[] bytes = new byte[16];
        memory.read(at, bytes, 0, bytes.length);
        return HexFormat.of().formatHex(bytes);
    }

    @Test
    void powerOn_writesItInTheOrderGuestsExpect() {
        GenerationId device = fresh();

        device.place(PAGE);

        assertEquals("324e6eaf-d1d1-4bf6-bf41-b9bb6c91fb87", device.text());
        assertEquals("af6e4e32d1d1f64bbf41b9bb6c91fb87", inMemory(PAGE + 40));
        assertEquals(0, told);
    }

    @Test
    void guestTakenOver_isAnotherOneAndToldSo() throws Exception {
        GenerationId old = fresh();
        old.place(PAGE);
        byte[] saved = Sections.save(old);
        GenerationId heir = of("00112233445566778899aabbccddeeff");

        Sections.load(heir, saved);
        heir.commit();

        assertEquals("33221100554477668899aabbccddeeff", inMemory(PAGE + 40));
        assertEquals(1, told);
        assertArrayEquals(saved, Sections.save(heir));
    }

    @Test
    void placeThatIsNone_isNotWrittenTo() throws Exception {
        byte[] before = HexFormat.of().parseHex("f8ffffffffffffff");

        GenerationId device = fresh();
        Sections.load(device, before);
        device.commit();
        GenerationId second = fresh();
        Sections.load(second, new byte[8]);
        second.commit();

        assertEquals(0, told);
        assertEquals("0".repeat(32), inMemory(0x20));
    }
}
