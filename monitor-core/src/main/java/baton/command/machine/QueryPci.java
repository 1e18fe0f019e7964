package baton.command.machine;

import baton.device.pci.PciBus;
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

/** {@code query-pci}: the functions on PCI bus 0; nothing without PCI. */
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
    private static final ObjectType DEVICE = ObjectType.named("PciDeviceInfo")
            .member("bus", Builtin.INT)
            .member("slot", Builtin.INT)
            .member("function", Builtin.INT)
            .member("class_info", CLASS)
            .member("id", ID)
            .optional("irq", Builtin.INT)
            .member("irq_pin", Builtin.INT)
            .member("qdev_id", Builtin.STR)
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
        if (pci == null) {
            reply.done(List.of());
            return;
        }
        List<Object> devices = new ArrayList<>();
        for (int devfn = 0; devfn < PciBus.FUNCTIONS; devfn++) {
            if (pci.at(devfn) != null) {
                devices.add(device(devfn, pci.at(devfn)));
            }
        }
        Map<String, Object> bus = new LinkedHashMap<>();
        bus.put("bus", 0L);
        bus.put("devices", devices);
        reply.done(List.of(bus));
    }

    private static Map<String, Object> device(int devfn, PciFunction function) {
        Map<String, Object> info = new LinkedHashMap<>();
        info.put("irq_pin", (long) function.read(0x3d));
        info.put("bus", 0L);
        info.put("qdev_id", "");
        info.put("slot", (long) (devfn >> 3));
        Map<String, Object> deviceClass = new LinkedHashMap<>();
        deviceClass.put("class", (long) function.deviceClass());
        deviceClass.put("desc", function.className());
        info.put("class_info", deviceClass);
        info.put("id", id(function));
        info.put("function", (long) (devfn & 7));
        info.put("regions", List.of());
        return info;
    }

    private static Map<String, Object> id(PciFunction function) {
        Map<String, Object> id = new LinkedHashMap<>();
        id.put("device", (long) (function.identity() >>> 16));
        id.put("vendor", (long) (function.identity() & 0xffff));
        id.put("subsystem", (long) (function.subsystem() >>> 16));
        id.put("subsystem-vendor", (long) (function.subsystem() & 0xffff));
        return id;
    }
}
