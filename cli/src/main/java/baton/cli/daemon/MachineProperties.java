package baton.cli.daemon;

import baton.cli.options.MachineType;
import baton.cli.options.MicrovmOptions;
import baton.cli.options.OnOffAuto;
import baton.cli.options.SmpOptions;
import baton.cli.options.VmOptions;
import baton.machine.tree.Property;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a command line says of the machine, as the properties QEMU's machine object has for it. Main loop. */
final class MachineProperties {
    private final List<Property> all = new ArrayList<>();

    private MachineProperties() {}

    static List<Property> of(VmOptions options) {
        MachineProperties properties = new MachineProperties();
        properties.boot(options);
        properties.memory(options);
        properties.smp(options.smp());
        if (options.machine().type() == MachineType.MICROVM) {
            properties.microvm(options.machine().microvm());
        }
        return properties.all;
    }

    private void boot(VmOptions options) {
        string("kernel", options.boot().kernel());
        string("initrd", options.boot().initrd());
        string("append", options.boot().append());
        all.add(Property.bool("dump-guest-core", options.machine().dumpGuestCore()));
        all.add(Property.bool("mem-merge", options.machine().memMerge()));
        all.add(Property.bool("usb", false));
        all.add(Property.bool("suppress-vmdesc", false));
    }

    private void memory(VmOptions options) {
        boolean none = options.machine().type() == MachineType.NONE;
        String backend = options.memory().backend();
        String id = backend == null ? options.machine().type().ramId() : backend;
        all.add(Property.word("memory-backend", "link<memory-backend>", none ? "" : "/objects/" + id));
        all.add(Property.bool("aux-ram-share", options.memory().auxShare()));
        Map<String, Object> size = new LinkedHashMap<>();
        size.put("size", none ? 0 : options.memory().size());
        if (options.memory().slots() > 0) {
            size.put("max-size", options.memory().maxSize());
            size.put("slots", (long) options.memory().slots());
        }
        all.add(new Compound("memory", "MemorySizeConfiguration", size));
    }

    private void smp(SmpOptions smp) {
        Map<String, Object> counts = new LinkedHashMap<>();
        counts.put("cpus", (long) smp.cpus());
        counts.put("maxcpus", (long) smp.maxCpus());
        counts.put("sockets", (long) smp.sockets());
        counts.put("cores", (long) smp.cores());
        counts.put("threads", (long) smp.threads());
        for (String single : List.of("drawers", "books", "dies", "clusters", "modules")) {
            counts.put(single, 1L);
        }
        all.add(new Compound("smp", "SMPConfiguration", counts));
    }

    private void microvm(MicrovmOptions microvm) {
        choice("acpi", microvm.acpi());
        choice("pcie", microvm.pcie());
        choice("pic", microvm.pic());
        choice("pit", microvm.pit());
        choice("rtc", microvm.rtc());
        choice("ioapic2", microvm.ioapic2());
        all.add(Property.bool("isa-serial", microvm.isaSerial()));
        all.add(Property.bool("x-option-roms", microvm.optionRoms()));
        all.add(Property.bool("auto-kernel-cmdline", microvm.autoKernelCmdline()));
    }

    private void string(String name, String value) {
        all.add(Property.word(name, "string", value == null ? "" : value));
    }

    private void choice(String name, OnOffAuto value) {
        all.add(Property.word(name, "OnOffAuto", value.name().toLowerCase(Locale.ROOT)));
    }

    /** A property with members of its own. */
    private static final class Compound extends Property {
        private final Map<String, Object> members;

        Compound(String name, String type, Map<String, Object> members) {
            super(name, type);
            this.members = members;
        }

        @Override
        public Object value() {
            return members;
        }
    }
}
