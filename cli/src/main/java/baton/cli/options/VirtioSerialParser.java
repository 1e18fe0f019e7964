package baton.cli.options;

import java.util.List;

/** {@code -device virtio-serial-*} and what goes onto its bus. */
final class VirtioSerialParser {
    private static final int MAX_PORTS = 31;

    private VirtioSerialParser() {}

    static VirtioSerialOptions device(VirtioPlace place, Arguments a) throws OptionException {
        long ports = a.number("max_ports", MAX_PORTS);
        if (ports < 1 || ports > MAX_PORTS) {
            throw a.error("Parameter 'max_ports' expects a value from 1 to " + MAX_PORTS);
        }
        a.finish();
        return new VirtioSerialOptions(place, (int) ports, List.of());
    }

    /** Whether it is a port. */
    static boolean isPort(String driver) {
        return driver.equals("virtserialport") || driver.equals("virtconsole");
    }

    /** Puts a port onto the bus it names, or the first there is, of either transport. */
    static void port(String driver, Arguments a, List<VirtioDeviceOptions> devices, List<PlugOptions> plugs)
            throws OptionException {
        String id = a.string("id", null);
        if (id != null) {
            Values.requireIdentifier(a.where(), id);
        }
        String bus = a.string("bus", null);
        long number = a.number("nr", -1);
        boolean console = driver.equals("virtconsole");
        SerialPortOptions port = new SerialPortOptions(
                console, id, a.string("chardev", null), a.string("name", null), (int) number, a.where());
        a.finish();
        if (!console && number == 0) {
            throw a.error("Port number 0 on virtio-serial devices reserved for virtconsole devices for backward"
                    + " compatibility.");
        }
        for (int i = 0; i < devices.size(); i++) {
            if (devices.get(i) instanceof VirtioSerialOptions serial && isBus(serial, bus)) {
                devices.set(i, serial.with(port));
                return;
            }
        }
        for (int i = 0; i < plugs.size(); i++) {
            if (plugs.get(i) instanceof VirtioPlugOptions plug
                    && plug.device() instanceof VirtioSerialOptions serial
                    && isBus(serial, bus)) {
                plugs.set(i, new VirtioPlugOptions(plug.spot(), serial.with(port)));
                return;
            }
        }
        throw a.error(
                bus == null
                        ? "No 'virtio-serial-bus' bus found for device '" + driver + "'"
                        : "Bus '" + bus + "' not found");
    }

    /** The bus of a device is {@code ID.0}; of one without an id {@code virtio-serial-bus.0}. */
    private static boolean isBus(VirtioSerialOptions serial, String bus) {
        String id = serial.place().id() == null
                ? "virtio-serial-bus"
                : serial.place().id();
        return bus == null || bus.equals(id + ".0");
    }
}
