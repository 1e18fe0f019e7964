package baton.command.qom;

import baton.machine.vcpu.CpuConfig;
import baton.machine.vcpu.CpuModel;
import baton.machine.vcpu.CpuRefused;
import baton.monitor.QmpException;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The processor models of {@code -cpu}. */
final class CpuModels {
    static final List<String> NAMES = List.of("max", "host", "qemu64");

    /** The model that has nothing but what is switched on: what a static expansion names. */
    static final String BASE = "base";

    private CpuModels() {}

    /** QEMU's name for the type of a model. */
    static String type(String model) {
        return model + "-x86_64-cpu";
    }

    /** Refuses a name that no model has. */
    static void check(String model) throws QmpException {
        if (!NAMES.contains(model) && !model.equals(BASE)) {
            throw QmpException.generic("CPU model '" + model + "' not found");
        }
    }

    /** What a model that exists, with these switches set or cleared would be on this host. */
    static CpuModel expand(String model, Map<String, Boolean> switches) throws QmpException {
        try {
            return CpuModel.onThisHost(
                    model.equals(BASE)
                            ? new CpuConfig("max", onlyThese(switches), 1, 1, 1)
                            : new CpuConfig(model, switches, 1, 1, 1));
        } catch (CpuRefused | IOException e) {
            throw QmpException.generic(e.getMessage());
        }
    }

    private static Map<String, Boolean> onlyThese(Map<String, Boolean> switches) throws CpuRefused, IOException {
        Map<String, Boolean> all = new LinkedHashMap<>();
        for (String feature : CpuModel.onThisHost(new CpuConfig("max", Map.of(), 1, 1, 1))
                .features()
                .keySet()) {
            all.put(feature, false);
        }
        all.putAll(switches);
        return all;
    }
}
