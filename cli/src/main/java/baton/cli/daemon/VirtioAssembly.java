package baton.cli.daemon;

import baton.cli.options.ObjectOptions;
import baton.cli.options.OptionException;
import baton.cli.options.RngOptions;
import baton.cli.options.VirtioBalloonOptions;
import baton.cli.options.VirtioBlockOptions;
import baton.cli.options.VirtioDeviceOptions;
import baton.cli.options.VirtioNetOptions;
import baton.cli.options.VirtioPlace;
import baton.cli.options.VirtioRngOptions;
import baton.cli.options.VirtioSerialOptions;
import baton.cli.options.VmOptions;
import baton.command.balloon.BalloonProperties;
import baton.device.virtio.VirtioDevice;
import baton.device.virtio.VirtioRng;
import baton.device.virtio.balloon.VirtioBalloon;
import baton.machine.board.MmioPlug;
import baton.machine.board.MmioSlots;
import baton.machine.tree.Property;
import baton.nat.libc.ErrnoException;
import baton.nat.libc.Fd;
import baton.nat.libc.Files;
import baton.nat.libc.Sys;
import java.util.ArrayList;
import java.util.List;

/** Makes the virtio devices that a command line asks for. Main loop, before it runs; not there without such a device. */
final class VirtioAssembly implements VirtioDeviceOptions.Fold<VirtioDevice, OptionException> {
    private static final String BUS = "virtio-mmio-bus.";

    private final VmOptions options;
    private final HostSide host;
    private final CardAssembly cards;
    private int anonymous;

    VirtioAssembly(VmOptions options, HostSide host) {
        this.options = options;
        this.host = host;
        this.cards = new CardAssembly(host);
    }

    /** What goes behind virtio-mmio, in order. */
    List<MmioPlug> mmio() throws OptionException {
        boolean legacy = forceLegacy(options);
        int[] slots = slots(options.virtio());
        List<MmioPlug> plugs = new ArrayList<>();
        for (int i = 0; i < slots.length; i++) {
            VirtioDeviceOptions device = options.virtio().get(i);
            if (slots[i] >= 0) {
                VirtioPlace place = device.place();
                VirtioDevice made = device.fold(this);
                plugs.add(new MmioPlug(slots[i], legacy, place.driver(), place.id(), made, properties(made)));
            }
        }
        return plugs;
    }

    /** What clients can get of {@code device} besides what every device has. */
    static List<Property> properties(VirtioDevice device) {
        return device instanceof VirtioBalloon balloon ? BalloonProperties.of(balloon) : List.of();
    }

    private static boolean forceLegacy(VmOptions options) {
        String value = options.migration().global("virtio-mmio", "force-legacy");
        return value == null || value.equals("on") || value.equals("true") || value.equals("yes") || value.equals("y");
    }

    /** What QEMU's microvm appends to the kernel's command line: the slots in use, highest first. */
    static String kernelArguments(List<VirtioDeviceOptions> devices) throws OptionException {
        int[] slots = slots(devices);
        StringBuilder text = new StringBuilder();
        for (int slot = MmioSlots.COUNT - 1; slot >= 0; slot--) {
            for (int used : slots) {
                if (used == slot) {
                    text.append(' ').append(MmioSlots.kernelArgument(slot));
                }
            }
        }
        return text.toString();
    }

    /** The slot of each device, -1 for one of another transport. The highest free one is taken first, as QEMU does. */
    private static int[] slots(List<VirtioDeviceOptions> devices) throws OptionException {
        boolean[] taken = new boolean[MmioSlots.COUNT];
        int[] slots = new int[devices.size()];
        for (int i = 0; i < slots.length; i++) {
            VirtioPlace place = devices.get(i).place();
            slots[i] = -1;
            if (place.mmio()) {
                slots[i] = place.bus() == null ? highestFree(place, taken) : named(place, taken);
                taken[slots[i]] = true;
            }
        }
        return slots;
    }

    private static int highestFree(VirtioPlace place, boolean[] taken) throws OptionException {
        for (int slot = MmioSlots.COUNT - 1; slot >= 0; slot--) {
            if (!taken[slot]) {
                return slot;
            }
        }
        throw OptionException.at(place.where(), "No 'virtio-bus' bus found for device '" + place.driver() + "'");
    }

    private static int named(VirtioPlace place, boolean[] taken) throws OptionException {
        String name = place.bus();
        for (int slot = 0; slot < MmioSlots.COUNT; slot++) {
            if (name.equals(BUS + slot)) {
                if (taken[slot]) {
                    throw OptionException.at(place.where(), "Bus '" + name + "' is full");
                }
                return slot;
            }
        }
        throw OptionException.at(place.where(), "Bus '" + name + "' not found");
    }

    /** Where QOM has a device. */
    private String path(VirtioPlace place) {
        return place.id() == null
                ? "/machine/peripheral-anon/device[" + anonymous++ + "]"
                : "/machine/peripheral/" + place.id();
    }

    @Override
    public VirtioDevice block(VirtioBlockOptions device) throws OptionException {
        String transport = device.place().mmio() ? "" : "/virtio-backend";
        return host.disks().device(device, path(device.place()) + transport);
    }

    @Override
    public VirtioDevice net(VirtioNetOptions device) throws OptionException {
        path(device.place());
        return cards.net(device);
    }

    @Override
    public VirtioDevice balloon(VirtioBalloonOptions device) throws OptionException {
        VirtioBalloon balloon =
                new VirtioBalloon(options.memory().size(), device.deflateOnOom(), host.loop(), host.balloons());
        if (!host.balloons().add(balloon)) {
            throw OptionException.at(device.place().where(), "Only one balloon device is supported");
        }
        return balloon;
    }

    @Override
    public VirtioDevice serial(VirtioSerialOptions device) throws OptionException {
        return new PortAssembly(host).serial(device);
    }

    @Override
    public VirtioDevice rng(VirtioRngOptions device) throws OptionException {
        path(device.place());
        String file = "/dev/urandom";
        if (device.rng() != null) {
            file = source(device).file();
        }
        try {
            Fd source = Files.open(file, Sys.O_RDONLY | Sys.O_NONBLOCK, 0);
            return new VirtioRng(source, host.loop());
        } catch (ErrnoException e) {
            throw new OptionException("Could not open '" + file + "': " + e.getMessage());
        }
    }

    private RngOptions source(VirtioRngOptions device) throws OptionException {
        for (ObjectOptions object : options.objects()) {
            if (object instanceof RngOptions source && source.id().equals(device.rng())) {
                return source;
            }
        }
        throw OptionException.at(device.place().where(), "Device '" + device.rng() + "' not found");
    }
}
