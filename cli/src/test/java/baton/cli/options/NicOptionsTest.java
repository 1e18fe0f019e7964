package baton.cli.options;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code -nic} and {@code -net nic} make what {@code -netdev} and {@code -device} make. */
class NicOptionsTest {
    private static final String[] Q35 = {"-M", "q35", "-nic", "user,model=virtio,mac=52-54-0-12-34-9"};

    private static VirtioNetOptions onMmio(VmOptions options, int index) {
        return assertInstanceOf(VirtioNetOptions.class, options.virtio().get(index));
    }

    private static VirtioNetOptions onPci(VmOptions options, int index) {
        VirtioPlugOptions plug =
                assertInstanceOf(VirtioPlugOptions.class, options.plugs().get(index));
        assertEquals("virtio-net-pci", plug.spot().driver());
        assertEquals(-1, plug.spot().devfn());
        return assertInstanceOf(VirtioNetOptions.class, plug.device());
    }

    private static void assertSame(VirtioNetOptions expected, VirtioNetOptions actual) {
        assertEquals(expected.place().driver(), actual.place().driver());
        assertEquals(expected.place().mmio(), actual.place().mmio());
        assertNull(actual.place().id());
        assertNull(actual.place().bus());
        assertEquals(expected.netdev(), actual.netdev());
        assertArrayEquals(expected.mac(), actual.mac());
        assertEquals(expected.rxQueueSize(), actual.rxQueueSize());
        assertEquals(expected.txQueueSize(), actual.txQueueSize());
    }

    @Test
    void cardOnMicrovm_isThatOfDeviceAndComesFirst() throws OptionException {
        VmOptions nic = Parsing.run("-device", "virtio-rng-device", "-nic", "tap,id=a,ifname=t,script=no");
        VmOptions device = Parsing.run(
                "-netdev",
                "tap,id=a,ifname=t,script=no",
                "-device",
                "virtio-net-device,netdev=a",
                "-device",
                "virtio-rng-device");

        assertEquals(2, nic.virtio().size());
        assertSame(onMmio(device, 0), onMmio(nic, 0));
        assertEquals(device.netdevs().get(0).config(), nic.netdevs().get(0).config());
    }

    @Test
    void cardOnQ35_isThatOfDeviceAndComesFirst() throws OptionException {
        VmOptions nic = Parsing.run("-M", "q35", "-device", "virtio-rng-pci", "-nic", "user,id=a,model=virtio");
        VmOptions device = Parsing.run(
                "-M", "q35", "-netdev", "user,id=a", "-device", "virtio-net-pci,netdev=a", "-device", "virtio-rng-pci");

        assertEquals(2, nic.plugs().size());
        assertSame(onPci(device, 0), onPci(nic, 0));
        assertTrue(nic.virtio().isEmpty());
    }

    @Test
    void modelOfPci_isTakenOnMicrovmWithPci() throws OptionException {
        VmOptions options = Parsing.run("-M", "microvm,pcie=on", "-nic", "user,model=virtio-net-pci", "-nic", "user");

        assertEquals("#net000", onPci(options, 0).netdev());
        assertEquals("#net100", onMmio(options, 0).netdev());
    }

    @Test
    void netdevsWithoutId_areNumbered() throws OptionException {
        VmOptions options = Parsing.run("-nic", "user", "-nic", "none,id=x", "-nic", "user,id=b", "-nic", "");

        assertEquals(3, options.netdevs().size());
        assertEquals("#net000", onMmio(options, 0).netdev());
        assertEquals("b", onMmio(options, 1).netdev());
        assertEquals("#net100", onMmio(options, 2).netdev());
    }

    @Test
    void mac_mayBeWrittenAsQemuReadsIt() throws OptionException {
        assertArrayEquals(
                new byte[] {0x52, 0x54, 0, 0x12, 0x34, 9},
                onPci(Parsing.run(Q35), 0).mac());
    }

    @ParameterizedTest
    @CsvSource({"''", "00:00:00:00:00:00"})
    void macOfZeros_isMadeUp(String mac) throws OptionException {
        assertNull(onMmio(Parsing.run("-nic", "user,mac=" + mac), 0).mac());
    }

    @Test
    void legacyCard_takesTheNetdevNamed() throws OptionException {
        VmOptions options = Parsing.run("-net", "nic,netdev=x,macaddr=52:54:00:12:34:99", "-netdev", "user,id=x");

        assertEquals("x", onMmio(options, 0).netdev());
        assertEquals((byte) 0x99, onMmio(options, 0).mac()[5]);
        assertEquals(1, options.netdevs().size());
    }

    @ParameterizedTest
    @CsvSource({
        "microvm,virtio-net-device|",
        "'microvm,pcie=on',virtio-net-device|virtio-net-pci (aka virtio)|",
        "q35,virtio-net-pci (aka virtio)|",
        "none,''"
    })
    void models_areThoseOfTheMachine(String machine, String models) throws OptionException {
        Request.Help help = Parsing.help("-nic", "user,model=help", "-M", machine);

        assertEquals(new Request.Help(Request.Topic.NIC, models.replace('|', '\n')), help);
    }

    @Test
    void modelMissing_saysWhichToGive() {
        assertEquals(
                "qemu: -nic user: requested NIC (anonymous, model unspecified) was not created (not supported by this"
                        + " machine?)\nnot supported by Baton: give model=virtio-net-pci",
                Parsing.error("-M", "q35", "-nic", "user"));
    }
}
