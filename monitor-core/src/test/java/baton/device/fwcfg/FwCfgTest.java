package baton.device.fwcfg;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import baton.device.testing.DeviceContract;
import baton.device.testing.Sections;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FwCfgTest implements DeviceContract<FwCfg> {
    private final FwCfg device = new FwCfg();

    @Override
    public FwCfg fresh() {
        return new FwCfg();
    }

    @Override
    public void disturb(FwCfg fwCfg) {
        fwCfg.write(0, FwCfg.ID, 2);
        fwCfg.read(1, 1);
    }

    private String read(int key, int length) {
        device.write(0, key, 2);
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) device.read(1, 1);
        }
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"mv1", "mv1-plain", "mv1-cpr-reboot", "mv2-hlt"})
    void streamOfQemu_isLoadedAndSavedAlike(String stream) throws Exception {
        byte[] body = Sections.golden(stream + "-fw_cfg-0");

        Sections.load(device, body);

        assertArrayEquals(body, Sections.save(device));
    }

    @Test
    void signature_isReadThenZeros() {
        assertEquals("QEMU\0\0", read(FwCfg.SIGNATURE, 6));
    }

    @Test
    void numberAndArchItem_areLittleEndian() {
        device.addNumber(FwCfg.RAM_SIZE, 0x1_0203_0405L, 8);
        device.addNumber(FwCfg.IRQ0_OVERRIDE, 1, 4);

        assertEquals("\5\4\3\2\1\0\0\0", read(FwCfg.RAM_SIZE, 8));
        assertEquals("\1\0\0\0", read(FwCfg.IRQ0_OVERRIDE, 4));
    }

    @Test
    void file_isListedInTheDirectory() {
        device.addFile("etc/x", new byte[] {7, 8});

        assertEquals("\0\0\0\1\0\0\0\2\0\u0020\0\0etc/x\0", read(0x19, 18));
        assertEquals("\7\b", read(0x20, 2));
    }

    @Test
    void unknownItem_readsAsZero() {
        assertEquals("\0", read(0x3abc, 1));
        assertEquals("\0", read(0xffff, 1));
    }
}
