package baton.cli.options;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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

    @Test
    void serialPort_goesOntoTheBusOfItsDevice() throws OptionException {
        List<PlugOptions> plugs = new ArrayList<>(
                List.of(PlugParser.parse("pcie-root-port"), PlugParser.parse("virtio-serial-pci,id=s0")));
        TextArguments port = TextArguments.parse("", "virtserialport,bus=s0.0,name=org.qemu.guest_agent.0", "driver");
        port.string("driver", null);

        VirtioSerialParser.port("virtserialport", port, List.of(), plugs);

        VirtioSerialOptions serial = (VirtioSerialOptions) ((VirtioPlugOptions) plugs.get(1)).device();
        assertEquals("org.qemu.guest_agent.0", serial.ports().get(0).name());
    }

    @Test
    void wordsOfLibvirt_areTaken() throws OptionException {
        VirtioPlugOptions disk = (VirtioPlugOptions) PlugParser.parse(Map.of(
                "driver",
                "virtio-blk-pci-non-transitional",
                "drive",
                "d",
                "bus",
                "pci.2",
                "addr",
                "0x0",
                "bootindex",
                1L));
        assertEquals("pci.2", disk.spot().bus());
        assertEquals(
                "not supported by Baton: devices on pcie.0 are transitional; put it behind a pcie-root-port",
                error("virtio-rng-pci-non-transitional"));
        assertEquals(
                8,
                PlugParser.parse("pcie-root-port,addr=1,multifunction=on")
                        .spot()
                        .devfn());
    }

    @Test
    void panicPort_isWhereQemuHasIt() throws OptionException {
        PanicOptions expected = new PanicOptions(new PciSpot("pvpanic", "p0", null, -1, ""), 3);

        assertEquals(expected, PlugParser.parse("pvpanic,id=p0,events=3,ioport=0x505"));
        assertEquals(7, ((PanicOptions) PlugParser.parse("pvpanic")).events());
        assertEquals("not supported by Baton: the port is 0x505; leave ioport out", error("pvpanic,ioport=1"));
        PciSpot second = new PciSpot("pvpanic-pci", null, null, 0x10, "");
        assertEquals(new PanicOptions(second, 1), PlugParser.parse("pvpanic-pci,addr=2,events=1"));
    }

    @Test
    void generationNumber_isAUuidOrOneNobodyElseHas() throws OptionException {
        PciSpot spot = new PciSpot("vmgenid", "vg", null, -1, "");
        String guid = "324e6eaf-d1d1-4bf6-bf41-b9bb6c91fb87";

        assertEquals(
                new GenerationOptions(spot, guid),
                PlugParser.parse("vmgenid,id=vg,guid=" + guid.toUpperCase(Locale.ROOT)));
        assertEquals(new GenerationOptions(spot, null), PlugParser.parse("vmgenid,id=vg,guid=auto"));
        assertEquals(new GenerationOptions(spot, null), PlugParser.parse("vmgenid,id=vg"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "id=x | Parameter 'driver' is missing",
                "nothing | 'nothing' is not a valid device model name",
                "pcie-root-port,foo=1 | Property 'pcie-root-port.foo' not found",
                "virtio-rng-pci,foo=1 | Property 'virtio-rng-pci.foo' not found",
                "virtio-rng-device | No 'virtio-bus' bus found for device 'virtio-rng-device'",
                "virtio-foo-pci | 'virtio-foo-pci' is not a valid device model name",
                "pcie-root-port,addr=20 | Property 'pcie-root-port.addr' doesn't take value '20'",
                "pcie-root-port,addr=1.8 | Property 'pcie-root-port.addr' doesn't take value '1.8'",
                "pcie-root-port,addr= | Property 'pcie-root-port.addr' doesn't take value ''",
                "pcie-root-port,chassis=256 | Parameter 'chassis' expects uint8",
                "pcie-root-port,chassis=x | Parameter 'pcie-root-port.chassis' expects uint8",
                "pcie-root-port,slot=8192 | Parameter 'slot' expects uint16",
                "vmgenid,guid=324e6eaf | Property 'vmgenid.guid' doesn't take value '324e6eaf'",
                "vmgenid,foo=1 | Property 'vmgenid.foo' not found",
                "pvpanic-pci,ioport=1 | Property 'pvpanic-pci.ioport' not found",
                "vfio-pci,host=0:1.0 | not supported by Baton: there is no VFIO; this needs /dev/vfio, and an IOMMU group"
                        + " bound to vfio-pci"
            })
    void whatCannotBe_isRefused(String text, String expected) {
        assertEquals(expected, error(text));
    }
}
