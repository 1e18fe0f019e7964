package baton.cli.options;

import baton.block.ErrorPolicy;
import java.util.ArrayList;
import java.util.List;

/** {@code -device virtio-*}: one case a kind of device. */
final class VirtioParser {
    private static final String PCI = "-pci";
    private static final String MODERN = "-non-transitional";
    private static final int AUTO_QUEUES = 65535;
    /** On PCI one fewer than there are vectors. */
    private static final int MOST_QUEUES = 127;

    private final List<VirtioDeviceOptions> devices = new ArrayList<>();
    private final boolean mmio;

    /** {@code mmio}: whether they go behind virtio-mmio. */
    VirtioParser(boolean mmio) {
        this.mmio = mmio;
    }

    /** Whether it is one of these drivers. */
    static boolean known(String driver) {
        return switch (driver) {
            case "virtio-balloon-device",
                    "virtio-blk-device",
                    "virtio-net-device",
                    "virtio-rng-device",
                    "virtio-serial-device" -> true;
            default -> false;
        };
    }

    /** The device of the PCI driver {@code driver}, which is named after that of virtio-mmio; null when there is none. */
    static VirtioDeviceOptions pci(String driver, Arguments a) throws OptionException {
        VirtioParser parser = new VirtioParser(false);
        return parser.device(onMmio(driver), a) ? parser.devices.get(0) : null;
    }

    /** Whether it is one of the drivers of PCI. */
    static boolean knownOnPci(String driver) {
        return driver.contains(PCI) && known(onMmio(driver));
    }

    /** Whether it is to be modern on any bus. */
    static boolean modernOnly(String driver) {
        return driver.endsWith(MODERN);
    }

    private static String onMmio(String driver) {
        String kind = modernOnly(driver) ? driver.substring(0, driver.length() - MODERN.length()) : driver;
        return kind.endsWith(PCI) ? kind.substring(0, kind.length() - PCI.length()) + "-device" : driver;
    }

    /** Takes a device in, unless its driver is none of these. */
    boolean device(String driver, Arguments a) throws OptionException {
        switch (driver) {
            case "virtio-blk-device" -> devices.add(block(place(driver, a), a));
            case "virtio-balloon-device" -> devices.add(balloon(place(driver, a), a));
            case "virtio-net-device" -> devices.add(VirtioNetParser.net(place(driver, a), a));
            case "virtio-rng-device" -> devices.add(rng(place(driver, a), a));
            case "virtio-serial-device" -> devices.add(VirtioSerialParser.device(place(driver, a), a));
            default -> {
                return false;
            }
        }
        return true;
    }

    /** Checks that the machine takes them. */
    void finish(MachineType machine) throws OptionException {
        for (VirtioDeviceOptions device : devices) {
            VirtioPlace place = device.place();
            if (place.mmio() && machine != MachineType.MICROVM) {
                throw OptionException.at(
                        place.where(), "No 'virtio-bus' bus found for device '" + place.driver() + "'");
            }
        }
    }

    List<VirtioDeviceOptions> devices() {
        return devices;
    }

    /** What every virtio device has; what is as Baton has it anyway may be said. */
    private VirtioPlace place(String driver, Arguments a) throws OptionException {
        String id = a.string("id", null);
        if (id != null) {
            Values.requireIdentifier(a.where(), id);
        }
        for (VirtioDeviceOptions other : devices) {
            if (id != null && id.equals(other.place().id())) {
                throw a.error("Duplicate ID '" + id + "' for device");
            }
        }
        always(a, "packed", false, "the packed ring is not there");
        always(a, "iommu_platform", false, "there is no IOMMU");
        always(a, "event_idx", true, "the event index is always offered");
        always(a, "indirect_desc", true, "indirect descriptors are always offered");
        always(a, "queue_reset", true, "resetting a queue is always offered");
        return new VirtioPlace(driver, mmio, id, a.string("bus", null), a.where());
    }

    private static void always(Arguments a, String key, boolean value, String why) throws OptionException {
        if (a.bool(key, value) != value) {
            throw OptionException.unsupported(a.where(), why + "; leave " + key + " out");
        }
    }

    private static VirtioBlockOptions block(VirtioPlace place, Arguments a) throws OptionException {
        String drive = a.string("drive", null);
        if (drive == null) {
            throw a.error("drive property not set");
        }
        int queueSize = queueSize(a);
        int queues = queues(a);
        always(a, "config-wce", true, "the cache can always be switched");
        always(a, "discard", true, "discarding is always offered");
        always(a, "write-zeroes", true, "writing zeroes is always offered");
        a.number("bootindex", 0);
        VirtioBlockOptions options = new VirtioBlockOptions(
                place,
                drive,
                a.string("serial", ""),
                a.string("iothread", null),
                queues,
                queueSize,
                a.bool("share-rw", false),
                policy(a, "rerror"),
                policy(a, "werror"));
        finish(place, a);
        return options;
    }

    private static int queueSize(Arguments a) throws OptionException {
        long queueSize = a.number("queue-size", 256);
        if (queueSize <= 2) {
            throw a.error("invalid queue-size property (" + queueSize + "), must be > 2");
        }
        if (queueSize > 1024 || Long.bitCount(queueSize) != 1) {
            throw a.error("invalid queue-size property (" + queueSize + "), must be a power of 2 (max 1024)");
        }
        return (int) queueSize;
    }

    /** 0 for as many as suit the transport, as 65535 is to QEMU. */
    private static int queues(Arguments a) throws OptionException {
        long queues = a.number("num-queues", AUTO_QUEUES);
        if (queues == AUTO_QUEUES) {
            return 0;
        }
        if (queues <= 0) {
            throw a.error("num-queues property must be larger than 0");
        }
        if (queues > MOST_QUEUES) {
            throw OptionException.unsupported(a.where(), "a disk has at most " + MOST_QUEUES + " queues");
        }
        return (int) queues;
    }

    private static ErrorPolicy policy(Arguments a, String key) throws OptionException {
        String word = a.word(key, "auto", "auto", "report", "ignore", "stop", "enospc");
        return ErrorPolicy.named(word);
    }

    /** Refuses keys that nobody has read in the words QEMU has for devices. */
    private static void finish(VirtioPlace place, Arguments a) throws OptionException {
        Arguments device = a instanceof DeviceArguments ? a : new DeviceArguments(a, place.driver());
        device.finish();
    }

    private static VirtioBalloonOptions balloon(VirtioPlace place, Arguments a) throws OptionException {
        always(a, "free-page-hint", false, "hints of free pages are not taken");
        always(a, "free-page-reporting", false, "reports of free pages are not taken");
        always(a, "page-poison", true, "the value of free pages is always asked for");
        VirtioBalloonOptions balloon = new VirtioBalloonOptions(place, a.bool("deflate-on-oom", false));
        a.finish();
        return balloon;
    }

    private static VirtioRngOptions rng(VirtioPlace place, Arguments a) throws OptionException {
        if (a.has("max-bytes") || a.has("period")) {
            throw OptionException.unsupported(
                    a.where(), "random bytes are not rationed; leave max-bytes and period out");
        }
        VirtioRngOptions rng = new VirtioRngOptions(place, a.string("rng", null));
        finish(place, a);
        return rng;
    }
}
