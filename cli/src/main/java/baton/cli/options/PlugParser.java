package baton.cli.options;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Devices that are added to a machine that is there: those of PCI at any time, the panic port before it runs. */
public final class PlugParser {
    private static final int PANIC_PORT = 0x505;
    private static final int ALL_PANICS = 7;

    private PlugParser() {}

    /** Whether it is one of these drivers. */
    static boolean known(String driver) {
        return switch (driver) {
            case "pcie-root-port", "pvpanic", "pvpanic-pci", "vmgenid" -> true;
            default -> VirtioParser.knownOnPci(driver);
        };
    }

    /** Whether it is one that QEMU has and Baton says why not. */
    static boolean refused(String driver) {
        return driver.equals("vfio-pci");
    }

    /** A device as QMP has it. */
    public static PlugOptions parse(Map<String, Object> properties) throws OptionException {
        return parse(JsonArguments.of("", properties));
    }

    /** A device as HMP has it. */
    public static PlugOptions parse(String text) throws OptionException {
        List<String> warnings = new ArrayList<>();
        return parse(
                JsonArgument.looksLike(text)
                        ? JsonArguments.parse("", text)
                        : TextArguments.parse("", text, "driver", warnings));
    }

    static PlugOptions parse(Arguments given) throws OptionException {
        String driver = given.require("driver");
        DeviceArguments a = new DeviceArguments(given, driver);
        return switch (driver) {
            case "pcie-root-port" -> rootPort(PciSpot.read(driver, a), a);
            case "pvpanic" -> panic(nowhere(driver, a), a);
            case "pvpanic-pci" -> panic(PciSpot.read(driver, a), a);
            case "vfio-pci" -> throw OptionException.unsupported(
                    a.where(), "there is no VFIO; this needs /dev/vfio, and an IOMMU group bound to vfio-pci");
            case "vmgenid" -> generation(driver, a);
            case "isa-serial" -> throw a.error("Bus 'isa.0' does not support hotplugging");
            default -> virtio(driver, a);
        };
    }

    private static PlugOptions virtio(String driver, DeviceArguments a) throws OptionException {
        if (!VirtioParser.knownOnPci(driver)) {
            boolean mmio = VirtioParser.known(driver);
            throw a.error(
                    mmio
                            ? "No 'virtio-bus' bus found for device '" + driver + "'"
                            : "'" + driver + "' is not a valid device model name");
        }
        PciSpot spot = PciSpot.read(driver, a);
        if (VirtioParser.modernOnly(driver) && (spot.bus() == null || spot.bus().equals("pcie.0"))) {
            throw OptionException.unsupported(
                    a.where(), "devices on pcie.0 are transitional; put it behind a pcie-root-port");
        }
        if (a.bool("disable-modern", false)) {
            throw OptionException.unsupported(a.where(), "every device is modern; leave disable-modern out");
        }
        for (String given : new String[] {"disable-legacy", "romfile"}) {
            a.string(given, null); // as the place says
        }
        for (String given : new String[] {"vectors", "rombar", "bootindex"}) {
            a.number(given, 0); // as many as there are queues, and nothing boots from it
        }
        a.bool("ioeventfd", true);
        return new VirtioPlugOptions(spot, VirtioParser.pci(driver, a));
    }

    private static PlugOptions panic(PciSpot spot, DeviceArguments a) throws OptionException {
        boolean isa = spot.driver().equals("pvpanic");
        int port = isa && a.has("ioport") ? number(spot, a, "ioport", "uint16", 0xffff) : PANIC_PORT;
        int events = a.has("events") ? number(spot, a, "events", "uint8", 0xff) : ALL_PANICS;
        a.finish();
        if (port != PANIC_PORT) {
            throw OptionException.unsupported(a.where(), "the port is 0x505; leave ioport out");
        }
        return new PanicOptions(spot, events);
    }

    /** A device that is on no bus of PCI. */
    private static PciSpot nowhere(String driver, DeviceArguments a) throws OptionException {
        String id = a.string("id", null);
        return new PciSpot(driver, id == null ? null : Values.requireIdentifier(a.where(), id), null, -1, a.where());
    }

    private static PlugOptions generation(String driver, DeviceArguments a) throws OptionException {
        PciSpot spot = nowhere(driver, a);
        String guid = a.string("guid", "auto");
        a.finish();
        String number = guid.equals("auto") ? null : UuidText.parse(guid);
        if (number == null && !guid.equals("auto")) {
            throw a.error("Property 'vmgenid.guid' doesn't take value '" + guid + "'");
        }
        return new GenerationOptions(spot, number);
    }

    private static PlugOptions rootPort(PciSpot spot, DeviceArguments a) throws OptionException {
        if (!a.bool("hotplug", true) || !a.bool("power_controller_present", true)) {
            throw OptionException.unsupported(
                    a.where(), "every root port has hot plug and a power controller; leave that out");
        }
        int chassis = number(spot, a, "chassis", "uint8", 0xff);
        int slot = number(spot, a, "slot", "uint16", 0x1fff);
        int port = number(spot, a, "port", "uint8", 0xff);
        for (String reserve :
                new String[] {"bus-reserve", "io-reserve", "mem-reserve", "pref32-reserve", "pref64-reserve"}) {
            a.size(reserve, 0); // hints for firmware
        }
        a.finish();
        return new RootPortOptions(spot, chassis, slot, port);
    }

    private static int number(PciSpot spot, DeviceArguments a, String key, String type, int most)
            throws OptionException {
        if (!a.has(key)) {
            return 0;
        }
        String text = a.isText() ? a.string(key, "") : null;
        Long number = text == null ? Long.valueOf(a.number(key, 0)) : Values.number(text);
        if (number == null) {
            throw a.error("Parameter '" + spot.driver() + "." + key + "' expects " + type);
        } else if (number < 0 || number > most) {
            throw a.error("Parameter '" + key + "' expects " + type);
        }
        return number.intValue();
    }
}
