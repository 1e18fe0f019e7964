package baton.device.virtio;

import baton.base.VcpuThread;
import java.util.Arrays;

/** The configuration space of a device as its driver reads and writes it, little endian. Under the transport's lock. */
final class ConfigSpace {
    private final VirtioDevice device;
    /** As it was read or written last, which is what a stream has. */
    final byte[] bytes;

    ConfigSpace(VirtioDevice device) {
        this.device = device;
        this.bytes = new byte[device.configBytes()];
    }

    /** All ones beyond its end. */
    @VcpuThread
    long read(int offset, int size) {
        if (offset < 0 || offset > bytes.length - size) {
            return -1;
        }
        device.readConfig(bytes);
        long value = 0;
        for (int i = size - 1; i >= 0; i--) {
            value = value << 8 | bytes[offset + i] & 0xff;
        }
        return value;
    }

    /** Nothing happens beyond its end. */
    @VcpuThread
    void write(int offset, long value, int size) {
        if (offset < 0 || offset > bytes.length - size) {
            return;
        }
        for (int i = 0; i < size; i++) {
            bytes[offset + i] = (byte) (value >> 8 * i);
        }
        device.writeConfig(bytes);
    }

    void reset() {
        Arrays.fill(bytes, (byte) 0);
    }
}
