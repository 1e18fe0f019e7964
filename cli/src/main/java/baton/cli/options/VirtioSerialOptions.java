package baton.cli.options;

import java.util.ArrayList;
import java.util.List;

/**
 * {@code -device virtio-serial-*}.
 *
 * @param place what every virtio device has
 * @param maxPorts how many ports it can have, port 0 among them
 * @param ports those it has, each with its number
 */
public record VirtioSerialOptions(VirtioPlace place, int maxPorts, List<SerialPortOptions> ports)
        implements VirtioDeviceOptions {
    /** Copies the list. */
    public VirtioSerialOptions {
        ports = List.copyOf(ports);
    }

    /** The same with one port more, which gets a number if it has none. */
    VirtioSerialOptions with(SerialPortOptions port) throws OptionException {
        int number = port.number() < 0 ? free(port) : port.number();
        if (number >= maxPorts) {
            throw OptionException.at(
                    port.where(), "virtio-serial-bus: Out-of-range port id specified, max. allowed: " + (maxPorts - 1));
        }
        if (port(number) != null) {
            throw OptionException.at(port.where(), "virtio-serial-bus: A port already exists at id " + number);
        }
        List<SerialPortOptions> all = new ArrayList<>(ports);
        all.add(port.at(number));
        return new VirtioSerialOptions(place, maxPorts, all);
    }

    /** The first console gets port 0, which nothing else may have. */
    private int free(SerialPortOptions port) throws OptionException {
        if (port.console() && port(0) == null) {
            return 0;
        }
        for (int number = 1; number < maxPorts; number++) {
            if (port(number) == null) {
                return number;
            }
        }
        throw OptionException.at(port.where(), "virtio-serial-bus: Maximum port limit for this device reached");
    }

    private SerialPortOptions port(int number) {
        for (SerialPortOptions port : ports) {
            if (port.number() == number) {
                return port;
            }
        }
        return null;
    }

    @Override
    public <R, E extends Exception> R fold(Fold<R, E> fold) throws E {
        return fold.serial(this);
    }
}
