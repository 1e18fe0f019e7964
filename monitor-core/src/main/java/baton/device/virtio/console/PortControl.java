package baton.device.virtio.console;

import baton.device.virtio.VirtChain;
import baton.device.virtio.VirtQueue;
import baton.device.virtio.VirtioLink;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

/**
 * Messages to the driver about ports (Virtio 1.2, 5.3.6.2): they wait for buffers, since a lost one would leave a port
 * unknown. With the device's lock held.
 */
final class PortControl {
    static final int DEVICE_READY = 0;
    static final int PORT_ADD = 1;
    static final int PORT_READY = 3;
    static final int CONSOLE_PORT = 4;
    static final int PORT_OPEN = 6;
    static final int PORT_NAME = 7;
    static final int HEAD = 8;

    /** More than all ports need at once; a driver that takes none loses the oldest. */
    private static final int MAX_WAITING = 256;

    private final VirtioLink link;
    private final VirtQueue queue;
    private final VirtChain chain;
    private final Deque<byte[]> waiting = new ArrayDeque<>();

    PortControl(VirtioLink link, VirtQueue queue, VirtChain chain) {
        this.link = link;
        this.queue = queue;
        this.chain = chain;
    }

    void reset() {
        waiting.clear();
    }

    void send(int port, int event, int value) {
        send(message(port, event, value, 0));
    }

    /** Tells a port's name. */
    void name(int port, String name) {
        byte[] text = name.getBytes(StandardCharsets.UTF_8);
        byte[] message = message(port, PORT_NAME, 1, text.length + 1);
        System.arraycopy(text, 0, message, HEAD, text.length);
        send(message);
    }

    private static byte[] message(int port, int event, int value, int more) {
        byte[] message = new byte[HEAD + more];
        for (int i = 0; i < 4; i++) {
            message[i] = (byte) (port >> 8 * i);
        }
        message[4] = (byte) event;
        message[5] = (byte) (event >> 8);
        message[6] = (byte) value;
        message[7] = (byte) (value >> 8);
        return message;
    }

    private void send(byte[] message) {
        if (waiting.size() == MAX_WAITING) {
            waiting.remove();
        }
        waiting.add(message);
        flush();
    }

    /** Hands over what waits, as far as the driver has given buffers. */
    void flush() {
        boolean any = false;
        while (!waiting.isEmpty() && link.serving() && queue.pop(chain)) {
            byte[] message = waiting.remove();
            queue.push(chain, chain.writable().write(0, message, 0, message.length));
            any = true;
        }
        if (any) {
            queue.signal();
        }
    }

    /** The port, event and value of a message from the driver; null when it is too short to be one. */
    static int[] read(VirtChain from) {
        byte[] head = new byte[HEAD];
        if (from.readable().read(0, head, 0, HEAD) < HEAD) {
            return null;
        }
        byte[] port = Arrays.copyOf(head, 4);
        int number = port[0] & 0xff | (port[1] & 0xff) << 8 | (port[2] & 0xff) << 16 | port[3] << 24;
        return new int[] {number, head[4] & 0xff | (head[5] & 0xff) << 8, head[6] & 0xff | (head[7] & 0xff) << 8};
    }
}
