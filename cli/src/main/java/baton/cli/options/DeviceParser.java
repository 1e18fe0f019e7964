package baton.cli.options;

import java.util.ArrayList;
import java.util.List;

/** {@code -device}: a serial port, or a disk to boot from, which {@link DiskParser} reads. */
final class DeviceParser {
    private final Notes notes;
    private final DiskParser disks;
    private final VirtioParser virtio = new VirtioParser(true);
    private final List<PlugOptions> plugs = new ArrayList<>();
    private final List<SerialDeviceOptions> devices = new ArrayList<>();

    DeviceParser(Notes notes, DiskParser disks) {
        this.notes = notes;
        this.disks = disks;
    }

    void device(String text, String where) throws OptionException {
        Arguments arguments;
        if (JsonArgument.looksLike(text)) {
            arguments = JsonArguments.parse(where, text);
        } else {
            TextArguments words = TextArguments.parse(where, text, "driver", notes.warnings());
            String driver = words.string("driver", null);
            boolean list = "help".equals(driver) || "?".equals(driver);
            if (words.help() && driver != null && !list && !known(driver)) {
                throw words.error("Device '" + driver + "' not found");
            }
            if (list || words.help()) {
                notes.help(Request.Topic.DEVICE, list ? null : driver);
                return;
            }
            arguments = words;
        }
        add(arguments);
    }

    private static boolean known(String driver) {
        return driver.equals("isa-serial")
                || driver.equals("ide-hd")
                || VirtioParser.known(driver)
                || VirtioSerialParser.isPort(driver)
                || PlugParser.known(driver);
    }

    /** Puts cards that machines make themselves before what {@code -device} asked for. */
    void first(List<Arguments> cards) throws OptionException {
        VirtioParser onMmio = new VirtioParser(true);
        List<PlugOptions> onPci = new ArrayList<>();
        for (Arguments card : cards) {
            if (!onMmio.device(card.require("driver"), card)) {
                onPci.add(PlugParser.parse(card));
            }
        }
        virtio.devices().addAll(0, onMmio.devices());
        plugs.addAll(0, onPci);
    }

    /** Whether a serial port was added, which takes the place of the default one. */
    boolean hasSerial() {
        return !devices.isEmpty();
    }

    /** Checks that the machine takes the devices. */
    List<SerialDeviceOptions> finish(MachineType machine) throws OptionException {
        if (machine == MachineType.NONE && !devices.isEmpty()) {
            throw OptionException.at(devices.get(0).where(), "No 'ISA' bus found for device 'isa-serial'");
        }
        virtio.finish(machine);
        return devices;
    }

    /** The virtio devices, in order; after {@link #finish}. */
    List<VirtioDeviceOptions> virtio() {
        return virtio.devices();
    }

    /** Those that are added once the machine is there, in order. */
    List<PlugOptions> plugs() {
        return plugs;
    }

    private void add(Arguments a) throws OptionException {
        String driver = a.require("driver");
        if (driver.equals("ide-hd")) {
            disks.disk(a);
            return;
        }
        if (virtio.device(driver, a)) {
            return;
        }
        if (VirtioSerialParser.isPort(driver)) {
            VirtioSerialParser.port(driver, a, virtio.devices(), plugs);
            return;
        }
        if (PlugParser.known(driver) || PlugParser.refused(driver)) {
            plugs.add(PlugParser.parse(a));
            return;
        }
        if (!driver.equals("isa-serial")) {
            throw a.error("'" + driver + "' is not a valid device model name\nSee -device help for what Baton has.");
        }
        String id = a.string("id", null);
        if (id != null) {
            Values.requireIdentifier(a.where(), id);
        }
        long index = number(a, "index", 3);
        a.string("bus", null);
        a.number("baudbase", 0);
        a.bool("wakeup", false);
        devices.add(new SerialDeviceOptions(
                id,
                a.string("chardev", null),
                (int) index,
                (int) number(a, "iobase", 0xfff8),
                (int) number(a, "irq", 15),
                a.where()));
        a.finish();
        checkId(a, id);
    }

    private void checkId(Arguments a, String id) throws OptionException {
        for (int i = 0; id != null && i < devices.size() - 1; i++) {
            if (id.equals(devices.get(i).id())) {
                throw a.error("Duplicate ID '" + id + "' for device");
            }
        }
    }

    private static long number(Arguments a, String key, long most) throws OptionException {
        if (!a.has(key)) {
            return -1;
        }
        Long value = a instanceof TextArguments text ? Values.number(text.string(key, "")) : null;
        if (a instanceof TextArguments && value == null) {
            throw a.error("Parameter '" + key + "' expects uint32");
        }
        long number = value == null ? a.number(key, 0) : value;
        if (number < 0 || number > most) {
            throw a.error("Parameter '" + key + "' expects a value from 0 to " + most);
        }
        return number;
    }
}
