package baton.cli.daemon;

import baton.chardev.Chardev;
import baton.chardev.ChardevException;
import baton.cli.options.OptionException;
import baton.cli.options.SerialPortOptions;
import baton.cli.options.VirtioSerialOptions;
import baton.device.virtio.console.PortSettings;
import baton.device.virtio.console.VirtioSerial;
import java.util.ArrayList;
import java.util.List;

/** Makes serial devices with their ports. Main loop. */
final class PortAssembly {
    private final HostSide host;

    PortAssembly(HostSide host) {
        this.host = host;
    }

    VirtioSerial serial(VirtioSerialOptions options) throws OptionException {
        List<PortSettings> ports = new ArrayList<>();
        for (SerialPortOptions port : options.ports()) {
            ports.add(new PortSettings(port.number(), port.console(), port.name(), port.id(), chardev(port)));
        }
        String id = options.place().id();
        String name = (id == null ? "virtio-serial0" : id) + ".0";
        return new VirtioSerial(name, options.maxPorts(), ports, host.loop(), host.events());
    }

    private Chardev chardev(SerialPortOptions port) throws OptionException {
        if (port.chardev() == null) {
            return null;
        }
        String property = "Property '" + (port.console() ? "virtconsole" : "virtserialport") + ".chardev' can't ";
        if (!host.chardevs().exists(port.chardev())) {
            throw OptionException.at(port.where(), property + "find value '" + port.chardev() + "'");
        }
        try {
            return host.chardevs().claim(port.chardev());
        } catch (ChardevException e) {
            throw OptionException.at(port.where(), property + "take value '" + port.chardev() + "', it's in use");
        }
    }
}
