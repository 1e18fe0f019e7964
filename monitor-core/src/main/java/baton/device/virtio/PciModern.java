package baton.device.virtio;

import baton.machine.bus.IoDevice;

/**
 * The window of a virtio PCI device of 1.0 and later (Virtio 1.2, 4.1.4): common configuration, interrupt status, the
 * device's own configuration, and a place to notify each queue, 4 KiB each.
 */
final class PciModern implements IoDevice {
    static final int PART = 0x1000;
    static final int ISR = PART;
    static final int DEVICE = 2 * PART;
    static final int NOTIFY = 3 * PART;
    static final int SIZE = 4 * PART;
    static final int NOTIFY_STEP = 4;

    private static final int ADDRESSES = 0x20;
    private static final int ADDRESSES_END = ADDRESSES + 4 * PciQueues.WORDS;
    private static final long LEGACY_ONLY = VirtioFeatures.NOTIFY_ON_EMPTY | VirtioFeatures.ANY_LAYOUT;

    private final VirtioPci transport;
    private final VirtioCore core;
    private final PciQueues queues;
    private final PciVectors vectors;

    PciModern(VirtioPci transport, VirtioCore core, PciQueues queues, PciVectors vectors) {
        this.transport = transport;
        this.core = core;
        this.queues = queues;
        this.vectors = vectors;
    }

    @Override
    public long read(int offset, int size) {
        if (size == 8) {
            return read(offset, 4) & 0xffffffffL | read(offset + 4, 4) << 32;
        }
        synchronized (transport) {
            if (offset < ISR) {
                return readCommon(offset);
            } else if (offset < DEVICE) {
                return offset == ISR ? core.takeIsr() : 0;
            }
            return offset < NOTIFY ? core.config().read(offset - DEVICE, size) : 0;
        }
    }

    private long readCommon(int offset) {
        VirtQueue queue = core.selected();
        return switch (offset) {
            case 0x00 -> queues.deviceSelect;
            case 0x04 -> deviceFeatures();
            case 0x08 -> queues.driverSelect;
            case 0x0c -> queues.driverFeatures();
            case 0x10 -> vectors.of(VirtioTransport.CONFIG);
            case 0x12 -> core.queues();
            case 0x14 -> core.status();
            case 0x15 -> core.generation() & 0xff;
            case 0x16, 0x1e, 0x38 -> core.queueSelect();
            case 0x18 -> queue == null ? 0 : queue.size();
            case 0x1a -> vectors.of(core.queueSelect());
            case 0x1c -> queues.isEnabled();
            default -> offset >= ADDRESSES && offset < ADDRESSES_END ? queues.address(offset - ADDRESSES >> 2) : 0;
        };
    }

    private long deviceFeatures() {
        int half = queues.deviceSelect;
        return half == 0 || half == 1 ? (core.hostFeatures() & ~LEGACY_ONLY) >>> 32 * half & 0xffffffffL : 0;
    }

    @Override
    public void write(int offset, long value, int size) {
        if (size == 8) {
            write(offset, value & 0xffffffffL, 4);
            write(offset + 4, value >>> 32, 4);
            return;
        }
        synchronized (transport) {
            if (offset < ISR) {
                writeCommon(offset, (int) value);
            } else if (offset >= NOTIFY) {
                core.notifyQueue((offset - NOTIFY) / NOTIFY_STEP);
            } else if (offset >= DEVICE) {
                core.config().write(offset - DEVICE, value, size);
            }
        }
    }

    private void writeCommon(int offset, int value) {
        int half = value & 0xffff;
        switch (offset) {
            case 0x00 -> queues.deviceSelect = value;
            case 0x08 -> queues.driverSelect = value;
            case 0x0c -> queues.driverFeatures(value);
            case 0x10 -> vectors.choose(VirtioTransport.CONFIG, half);
            case 0x14 -> transport.status(value & 0xff);
            case 0x16 -> core.selectQueue(half);
            case 0x18 -> queues.size(half);
            case 0x1a -> vectors.choose(core.queueSelect(), half);
            case 0x1c -> {
                if (half == 1) {
                    queues.enable();
                }
            }
            case 0x3a -> {
                if (half == 1) {
                    queues.resetQueue();
                }
            }
            default -> {
                if (offset >= ADDRESSES && offset < ADDRESSES_END) {
                    queues.address(offset - ADDRESSES >> 2, value);
                }
            }
        }
    }

    @Override
    public void reset() {
        // What it shows is the transport's.
    }
}
