package baton.cli.daemon;

import baton.cli.options.CpuOptions;
import baton.cli.options.MemoryBackendOptions;
import baton.cli.options.MemoryStore;
import baton.cli.options.ObjectOptions;
import baton.cli.options.VmOptions;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** What of a command line must be the same in the process that takes a guest over; readable, as errors show it. */
final class MachineFacts {
    private MachineFacts() {}

    static Map<String, String> of(VmOptions options) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("-machine type", options.machine().type().toString().toLowerCase());
        facts.put("-m size", Long.toString(options.memory().size()));
        facts.put("-smp cpus", Integer.toString(options.smp().cpus()));
        facts.put("-cpu", cpu(options.cpu()));
        facts.put("memory-backend", memory(options));
        facts.put("aux-ram-share", options.memory().auxShare() ? "on" : "off");
        facts.put("rtc", options.machine().microvm().rtc().toString().toLowerCase());
        facts.put("serial ports", Integer.toString(serialPorts(options)));
        return facts;
    }

    private static String cpu(CpuOptions cpu) {
        StringBuilder text = new StringBuilder(cpu.model());
        for (CpuOptions.Feature feature : cpu.features()) {
            text.append(',').append(feature.name()).append('=').append(feature.value());
        }
        return text.toString();
    }

    /** All that travels by descriptor is alike; a file is opened again by its name. */
    private static String memory(VmOptions options) {
        String id = options.memory().backend();
        for (ObjectOptions object : options.objects()) {
            if (object instanceof MemoryBackendOptions memory && memory.id().equals(id)) {
                return id
                        + (memory.store() instanceof MemoryStore.File file
                                ? " in " + Path.of(file.path()).toAbsolutePath()
                                : memory.share() ? " (shared)" : " (private)");
            }
        }
        return "none";
    }

    private static int serialPorts(VmOptions options) {
        int count = options.devices().size();
        for (String label : options.console().serials()) {
            count += label == null ? 0 : 1;
        }
        return count;
    }
}
