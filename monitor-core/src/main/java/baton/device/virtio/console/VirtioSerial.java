package baton.device.virtio.console;

import baton.base.EventSink;
import baton.device.virtio.VirtChain;
import baton.device.virtio.VirtQueue;
import baton.device.virtio.VirtioDevice;
import baton.device.virtio.VirtioLink;
import baton.mainloop.MainLoop;
import baton.migration.vmstate.StateVisitor;
import baton.migration.vmstate.VmStateException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The device that ports are part of: a pair of queues for each, and one for messages about them. */
public final class VirtioSerial implements VirtioDevice {
    /** VIRTIO_CONSOLE_F_MULTIPORT. */
    static final long MULTIPORT = 1L << 1;

    private static final long EMERGENCY_WRITE = 1L << 2;
    private static final int CONTROL_IN = 2;
    private static final int CONTROL_OUT = 3;
    private static final int PORT_QUEUE = 128;
    private static final int CONTROL_QUEUE = 32;
    private static final int CONFIG_BYTES = 12;
    private static final int EMERGENCY_AT = 8;

    private final String name;
    private final int maxPorts;
    private final List<PortSettings> settings;
    private final MainLoop loop;
    private final EventSink events;
    /** By number; null where there is none. */
    private final SerialPort[] ports;

    private VirtioLink link;
    private VirtChain chain;
    private PortControl control;

    /**
     * Makes one.
     *
     * @param name what messages call it
     * @param maxPorts how many ports there can be, 1 to 511, port 0 among them
     * @param ports those there are, by rising number; their chardevs are attached to
     * @param loop the main loop; null in tests
     * @param events told of ports that guests open and close
     */
    public VirtioSerial(String name, int maxPorts, List<PortSettings> ports, MainLoop loop, EventSink events) {
        this.name = name;
        this.maxPorts = maxPorts;
        this.settings = List.copyOf(ports);
        this.loop = loop;
        this.events = events;
        this.ports = new SerialPort[maxPorts];
    }

    @Override
    public String name() {
        return "virtio-console";
    }

    @Override
    public int stateVersion() {
        return 3;
    }

    @Override
    public int deviceId() {
        return 3;
    }

    @Override
    public long features(long ring) {
        return ring | MULTIPORT | EMERGENCY_WRITE;
    }

    @Override
    public int[] queueSizes() {
        int[] sizes = new int[2 * maxPorts + 2];
        for (int i = 0; i < sizes.length; i++) {
            sizes[i] = i == CONTROL_IN || i == CONTROL_OUT ? CONTROL_QUEUE : PORT_QUEUE;
        }
        return sizes;
    }

    /** The queue by which port {@code number} gets bytes; the next is the one by which it sends them. */
    private static int inQueue(int number) {
        return number == 0 ? 0 : 2 * number + 2;
    }

    @Override
    public int configBytes() {
        return CONFIG_BYTES;
    }

    @Override
    public void readConfig(byte[] into) {
        into[4] = (byte) maxPorts;
        into[5] = (byte) (maxPorts >> 8);
        into[6] = 0;
        into[7] = 0;
    }

    /** A byte that a kernel prints before it has set up anything. */
    @Override
    public void writeConfig(byte[] config) {
        if (config[EMERGENCY_AT] == 0) {
            return;
        }
        byte[] letter = {config[EMERGENCY_AT]};
        config[EMERGENCY_AT] = 0;
        for (SerialPort port : ports) {
            if (port != null && port.settings.console()) {
                if (port.settings.chardev() != null) {
                    port.settings.chardev().write(letter, 0, 1);
                }
                return;
            }
        }
    }

    @Override
    public void attach(VirtioLink newLink) {
        link = newLink;
        chain = new VirtChain(newLink.memory());
        control = new PortControl(newLink, newLink.queue(CONTROL_IN), chain);
        SerialPort.Owner owner = new SerialPort.Owner() {
            @Override
            public void hostChanged(SerialPort port) {
                port.tell(control);
            }
        };
        for (PortSettings port : settings) {
            VirtQueue in = newLink.queue(inQueue(port.number()));
            VirtQueue out = newLink.queue(inQueue(port.number()) + 1);
            ports[port.number()] = new SerialPort(port, newLink, in, out, owner);
        }
        for (SerialPort port : ports) {
            if (port != null) {
                port.attach();
            }
        }
        control.reset(); // no driver has asked yet
    }

    @Override
    public MainLoop loop() {
        return loop;
    }

    @Override
    public void notified(int queue) {
        if (queue == CONTROL_IN) {
            control.flush();
        } else if (queue == CONTROL_OUT) {
            obey();
        } else {
            SerialPort port = ports[queue < CONTROL_IN ? 0 : queue / 2 - 1];
            if ((queue & 1) == 0) {
                if (port != null) {
                    port.acceptInput();
                }
            } else if (port != null) {
                port.transmit();
            } else {
                discard(link.queue(queue));
            }
        }
    }

    private void discard(VirtQueue queue) {
        while (queue.pop(chain)) {
            queue.push(chain, 0);
        }
        queue.signal();
    }

    private void obey() {
        VirtQueue queue = link.queue(CONTROL_OUT);
        while (queue.pop(chain)) {
            int[] message = PortControl.read(chain);
            queue.push(chain, 0);
            if (message != null) {
                obey(message[0], message[1], message[2]);
            }
        }
        queue.signal();
    }

    private void obey(int number, int event, int value) {
        if (event == PortControl.DEVICE_READY) {
            ready(value);
            return;
        }
        SerialPort port = number >= 0 && number < maxPorts ? ports[number] : null;
        if (port == null) {
            link.reporter()
                    .error("virtio-serial-bus: Unexpected port id " + Integer.toUnsignedString(number) + " for device "
                            + name);
        } else if (event == PortControl.PORT_READY) {
            portReady(port, value);
        } else if (event == PortControl.PORT_OPEN) {
            guest(port, value != 0);
        }
    }

    private void ready(int value) {
        if (value == 0) {
            link.reporter().error("virtio-serial-bus: Guest failure in adding device " + name);
            return;
        }
        for (SerialPort port : ports) {
            if (port != null) {
                control.send(port.settings.number(), PortControl.PORT_ADD, 1);
            }
        }
    }

    private void portReady(SerialPort port, int value) {
        int number = port.settings.number();
        if (value == 0) {
            link.reporter().error("virtio-serial-bus: Guest failure in adding port " + number + " for device " + name);
            return;
        }
        if (port.settings.console()) {
            control.send(number, PortControl.CONSOLE_PORT, 1);
        }
        if (port.settings.name() != null) {
            control.name(number, port.settings.name());
        }
        port.told = false;
        port.tell(control);
        port.acceptInput();
    }

    /** The guest has opened or closed a port. */
    private void guest(SerialPort port, boolean open) {
        boolean changed = port.guestConnected != open;
        port.guestConnected = open;
        if (changed && !port.settings.console() && port.settings.id() != null) {
            Map<String, Object> data = new LinkedHashMap<>();
            data.put("open", open);
            data.put("id", port.settings.id());
            events.event("VSERPORT_CHANGE", data);
        }
        if (open) {
            port.acceptInput();
        }
    }

    @Override
    public void reset() {
        control.reset();
        for (SerialPort port : ports) {
            if (port != null) {
                guest(port, false);
                port.reset();
            }
        }
    }

    @Override
    public void started() {
        for (SerialPort port : ports) {
            if (port != null) {
                port.tell(control);
            }
        }
    }

    @Override
    public void state(StateVisitor v) throws VmStateException {
        new PortsState(maxPorts, ports).state(v);
    }

    @Override
    public void commit() {
        for (SerialPort port : ports) {
            if (port != null) {
                port.commit();
            }
        }
    }

    @Override
    public void close() {
        chain.close();
        for (SerialPort port : ports) {
            if (port != null) {
                port.close();
            }
        }
    }
}
