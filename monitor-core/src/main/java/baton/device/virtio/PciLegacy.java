package baton.device.virtio;

import baton.machine.bus.IoDevice;

/** The ports of a virtio PCI device as before Virtio 1.0 (Virtio 1.2, 4.1.4.10), which a transitional device has too. */
final class PciLegacy implements IoDevice {
    private static final int PAGE_SHIFT = 12;
    private static final int VECTORS = 0x14;
    private static final int VECTOR_BYTES = 4;

    private final VirtioPci transport;
    private final VirtioCore core;
    private final PciVectors vectors;

    PciLegacy(VirtioPci transport, VirtioCore core, PciVectors vectors) {
        this.transport = transport;
        this.core = core;
        this.vectors = vectors;
    }

    /** Bytes of the window for {@code config} bytes of the device's own: a power of two. */
    static int size(int config) {
        return Integer.highestOneBit(VECTORS + VECTOR_BYTES + config - 1) << 1;
    }

    /** Where the device's own configuration begins. */
    private int config() {
        return VECTORS + (transport.usesVectors() ? VECTOR_BYTES : 0);
    }

    @Override
    public long read(int offset, int size) {
        synchronized (transport) {
            if (offset >= config()) {
                return size > 4 ? -1 : core.config().read(offset - config(), size);
            }
            return switch (offset) {
                case 0x00 -> core.hostFeatures() & 0xffffffffL;
                case 0x04 -> core.features() & 0xffffffffL;
                case 0x08 -> core.selected() == null ? 0 : core.selected().descriptors() >>> PAGE_SHIFT;
                case 0x0c -> core.selected() == null ? 0 : core.selected().size();
                case 0x0e -> core.queueSelect();
                case 0x12 -> core.status();
                case 0x13 -> core.takeIsr();
                case VECTORS -> vectors.of(VirtioTransport.CONFIG);
                case VECTORS + 2 -> vectors.of(core.queueSelect());
                default -> -1;
            };
        }
    }

    @Override
    public void write(int offset, long value, int size) {
        synchronized (transport) {
            if (offset >= config()) {
                if (size <= 4) {
                    core.config().write(offset - config(), value, size);
                }
                return;
            }
            writeRegister(offset, value);
        }
    }

    private void writeRegister(int offset, long value) {
        int half = (int) value & 0xffff;
        switch (offset) {
            case 0x04 -> core.setFeatures(value & 0xffffffffL & ~VirtioFeatures.VERSION_1);
            case 0x08 -> pages(value & 0xffffffffL);
            case 0x0e -> core.selectQueue(half);
            case 0x10 -> core.notifyQueue(half);
            case 0x12 -> transport.status(half & 0xff);
            case VECTORS -> vectors.choose(VirtioTransport.CONFIG, half);
            case VECTORS + 2 -> vectors.choose(core.queueSelect(), half);
            default -> {}
        }
    }

    private void pages(long number) {
        if (number == 0) {
            transport.status(0);
        } else if (core.selected() != null) {
            core.selected().legacyAddress(number << PAGE_SHIFT);
        }
    }

    @Override
    public void reset() {
        // What it shows is the transport's.
    }
}
