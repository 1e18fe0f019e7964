package baton.command.machine;

import baton.device.pci.BridgeWindows;
import baton.device.pci.PciBar;
import baton.device.pci.PciBus;
import baton.device.pci.PciClass;
import baton.device.pci.PciFunction;
import baton.machine.board.Board;
import baton.monitor.qmp.ArgReader;
import baton.monitor.qmp.QmpCommand;
import baton.monitor.qmp.Reply;
import baton.monitor.qmp.schema.ArrayType;
import baton.monitor.qmp.schema.Builtin;
import baton.monitor.qmp.schema.CommandSpec;
import baton.monitor.qmp.schema.ObjectType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** {@code query-pci}: the functions on PCI buses; nothing without PCI. */
public final class QueryPci implements QmpCommand {
    private static final ObjectType CLASS = ObjectType.named("PciDeviceClass")
            .optional("desc", Builtin.STR)
            .member("class", Builtin.INT)
            .build();
    private static final ObjectType ID = ObjectType.named("PciDeviceId")
            .member("device", Builtin.INT)
            .member("vendor", Builtin.INT)
            .optional("subsystem", Builtin.INT)
            .optional("subsystem-vendor", Builtin.INT)
            .build();
    private static final ObjectType REGION = ObjectType.named("PciMemoryRegion")
            .member("bar", Builtin.INT)
            .member("type", Builtin.STR)
            .member("address", Builtin.INT)
            .member("size", Builtin.INT)
            .optional("prefetch", Builtin.BOOL)
            .optional("mem_type_64", Builtin.BOOL)
            .build();
    private static final ObjectType RANGE = ObjectType.named("PciMemoryRange")
            .member("base", Builtin.INT)
            .member("limit", Builtin.INT)
            .build();
    private static final ObjectType BRIDGE_BUS = ObjectType.named("PciBusInfo")
            .member("number", Builtin.INT)
            .member("secondary", Builtin.INT)
            .member("subordinate", Builtin.INT)
            .member("io_range", RANGE)
            .member("memory_range", RANGE)
            .member("prefetchable_range", RANGE)
            .build();
    private static final ObjectType BRIDGE = ObjectType.named("PciBridgeInfo")
            .member("bus", BRIDGE_BUS)
            .optional("devices", ArrayType.later(new Supplier<>() {
                @Override
                public ObjectType get() {
                    return DEVICE;
                }
            }))
            .build();
    private static final ObjectType DEVICE = ObjectType.named("PciDeviceInfo")
            .member("bus", Builtin.INT)
            .member("slot", Builtin.INT)
            .member("function", Builtin.INT)
            .member("class_info", CLASS)
            .member("id", ID)
            .optional("irq", Builtin.INT)
            .member("irq_pin", Builtin.INT)
            .member("qdev_id", Builtin.STR)
            .optional("pci_bridge", BRIDGE)
            .member("regions", ArrayType.of(REGION))
            .build();
    private static final ObjectType BUS = ObjectType.named("PciInfo")
            .member("bus", Builtin.INT)
            .member("devices", ArrayType.of(DEVICE))
            .build();
    private static final CommandSpec SPEC = CommandSpec.named("query-pci", "List the PCI devices")
            .returns(ArrayType.of(BUS))
            .build();

    private final Board board;

    /** Asks {@code board}. */
    public QueryPci(Board board) {
        this.board = board;
    }

    @Override
    public CommandSpec spec() {
        return SPEC;
    }

    @Override
    public void run(ArgReader in, Reply reply) {
        PciBus pci = board.pci();
        reply.done(pci == null ? List.of() : List.of(bus(pci)));
    }

    private static Map<String, Object> bus(PciBus pci) {
        Map<String, Object> bus = new LinkedHashMap<>();
        bus.put("bus", (long) pci.number());
        bus.put("devices", devices(pci));
        return bus;
    }

    private static List<Object> devices(PciBus pci) {
        List<Object> devices = new ArrayList<>();
        for (int devfn = 0; devfn < PciBus.FUNCTIONS; devfn++) {
            PciFunction function = pci.at(devfn);
            if (function != null && function.isPowered()) {
                devices.add(device(pci.number(), devfn, function));
            }
        }
        return devices;
    }

    private static Map<String, Object> device(int bus, int devfn, PciFunction function) {
        Map<String, Object> info = new LinkedHashMap<>();
        info.put("irq_pin", (long) function.interruptPin());
        info.put("bus", (long) bus);
        if (function.isBridge()) {
            info.put("pci_bridge", bridge(function));
        }
        info.put("qdev_id", function.id());
        if (function.interruptPin() != 0) {
            info.put("irq", (long) function.read(0x3c));
        }
        info.put("slot", (long) (devfn >> 3));
        Map<String, Object> deviceClass = new LinkedHashMap<>();
        deviceClass.put("class", (long) function.deviceClass());
        deviceClass.put("desc", PciClass.name(function.deviceClass()));
        info.put("class_info", deviceClass);
        info.put("id", id(function));
        info.put("function", (long) (devfn & 7));
        info.put("regions", regions(function));
        return info;
    }

    private static Map<String, Object> bridge(PciFunction function) {
        BridgeWindows windows = new BridgeWindows(function);
        Map<String, Object> bus = new LinkedHashMap<>();
        bus.put("number", (long) function.read(0x18));
        bus.put("secondary", (long) function.read(0x19));
        bus.put("subordinate", (long) function.read(0x1a));
        bus.put("io_range", range(windows.ioBase(), windows.ioLimit()));
        bus.put("memory_range", range(windows.memoryBase(), windows.memoryLimit()));
        bus.put("prefetchable_range", range(windows.prefetchBase(), windows.prefetchLimit()));
        Map<String, Object> bridge = new LinkedHashMap<>();
        bridge.put("bus", bus);
        if (function.behind() != null && function.behind().number() != 0) {
            bridge.put("devices", devices(function.behind()));
        }
        return bridge;
    }

    private static Map<String, Object> range(long base, long limit) {
        Map<String, Object> range = new LinkedHashMap<>();
        range.put("base", base);
        range.put("limit", limit);
        return range;
    }

    private static List<Object> regions(PciFunction function) {
        List<Object> regions = new ArrayList<>();
        for (int i = 0; i < PciBar.COUNT; i++) {
            PciBar bar = function.bar(i);
            if (bar != null) {
                regions.add(region(i, bar, function.address(i)));
            }
        }
        return regions;
    }

    private static Map<String, Object> region(int index, PciBar bar, long address) {
        Map<String, Object> region = new LinkedHashMap<>();
        region.put("bar", (long) index);
        region.put("type", bar.isIo() ? "io" : "memory");
        region.put("address", address);
        region.put("size", (long) bar.size());
        if (!bar.isIo()) {
            region.put("prefetch", bar.isPrefetchable());
            region.put("mem_type_64", bar.isWide());
        }
        return region;
    }

    private static Map<String, Object> id(PciFunction function) {
        Map<String, Object> id = new LinkedHashMap<>();
        id.put("device", (long) (function.identity() >>> 16));
        id.put("vendor", (long) (function.identity() & 0xffff));
        if (function.subsystem() != 0) {
            id.put("subsystem", (long) (function.subsystem() >>> 16));
            id.put("subsystem-vendor", (long) (function.subsystem() & 0xffff));
        }
        return id;
    }
}
