package baton.cli.options;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlugParserTest {
    private static String error(String text) {
        return assertThrows(OptionException.class, () -> PlugParser.parse(text)).getMessage();
    }

    @Test
    void rootPort_asTextAndAsJson() throws OptionException {
        RootPortOptions expected =
                new RootPortOptions(new PciSpot("pcie-root-port", "rp1", "pcie.0", 0x12, ""), 3, 0x1fff, 255);

        assertEquals(
                expected,
                PlugParser.parse(
                        "pcie-root-port,id=rp1,bus=pcie.0,addr=2.2,chassis=3,slot=0x1fff,port=255,hotplug=on"));
        assertEquals(
                expected,
                PlugParser.parse("{\"driver\":\"pcie-root-port\",\"id\":\"rp1\",\"bus\":\"pcie.0\",\"addr\":\"0x2.2\","
                        + "\"chassis\":3,\"slot\":8191,\"port\":255}"));
        assertEquals(
                new RootPortOptions(new PciSpot("pcie-root-port", null, null, -1, ""), 0, 0, 0),
                PlugParser.parse(Map.of("driver", "pcie-root-port")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "id=x | Parameter 'driver' is missing",
                "nothing | 'nothing' is not a valid device model name",
                "pcie-root-port,foo=1 | Property 'pcie-root-port.foo' not found",
                "pcie-root-port,addr=20 | Property 'pcie-root-port.addr' doesn't take value '20'",
                "pcie-root-port,addr=1.8 | Property 'pcie-root-port.addr' doesn't take value '1.8'",
                "pcie-root-port,addr= | Property 'pcie-root-port.addr' doesn't take value ''",
                "pcie-root-port,chassis=256 | Parameter 'chassis' expects uint8",
                "pcie-root-port,chassis=x | Parameter 'pcie-root-port.chassis' expects uint8",
                "pcie-root-port,slot=8192 | Parameter 'slot' expects uint16",
                "vfio-pci,host=0:1.0 | not supported by Baton: there is no VFIO; this needs /dev/vfio, and an IOMMU group"
                        + " bound to vfio-pci"
            })
    void whatCannotBe_isRefused(String text, String expected) {
        assertEquals(expected, error(text));
    }
}
