package baton.cli.daemon;

import baton.chardev.Chardev;
import baton.chardev.ChardevException;
import baton.chardev.Chardevs;
import baton.cli.options.MachineType;
import baton.cli.options.OptionException;
import baton.cli.options.SerialDeviceOptions;
import baton.cli.options.VmOptions;
import java.util.ArrayList;
import java.util.List;

/** Serial ports of {@code -serial} and {@code -device isa-serial}, by number. Main loop. */
final class SerialAssembly {
    private static final int MOST = 4;

    private final Chardevs all;
    private final List<String> labels;
    private final List<String> ids = new ArrayList<>();

    SerialAssembly(VmOptions options, Chardevs all) throws OptionException {
        this.all = all;
        labels = new ArrayList<>(options.console().serials());
        while (ids.size() < labels.size()) {
            ids.add(null);
        }
        for (SerialDeviceOptions device : options.devices()) {
            place(device);
        }
        if (options.machine().type() == MachineType.MICROVM
                && !options.machine().microvm().isaSerial()) {
            labels.clear();
            ids.clear();
        }
        if (labels.size() > MOST) {
            throw new OptionException("Max. supported number of ISA serial ports is 4.");
        }
    }

    private void place(SerialDeviceOptions device) throws OptionException {
        if (device.ioPort() != -1 || device.irq() != -1) {
            throw new OptionException(
                    device.where() + ": iobase and irq: not supported by Baton: choose the port with index");
        }
        int index = device.index() >= 0 ? device.index() : labels.size();
        while (labels.size() <= index) {
            labels.add(null);
            ids.add(null);
        }
        labels.set(index, device.chardev());
        ids.set(index, device.id() == null ? "" : device.id());
    }

    /** What each port is connected to; null for one that is not there. */
    List<Chardev> chardevs() throws ChardevException {
        List<Chardev> ports = new ArrayList<>();
        for (String label : labels) {
            ports.add(label == null ? null : all.claim(label));
        }
        return ports;
    }

    /** The user's name of each, empty for none; null for a port of the machine's own. */
    List<String> ids() {
        return ids;
    }
}
