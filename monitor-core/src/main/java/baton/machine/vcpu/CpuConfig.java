package baton.machine.vcpu;

import java.util.Map;

/**
 * {@code -cpu} and {@code -smp} as the machine needs them.
 *
 * @param model {@code qemu64}, {@code host} or {@code max}
 * @param features QEMU's feature names with {@code +}/{@code =on} (true) or {@code -}/{@code =off} (false)
 * @param cpus vCPUs, at least 1
 * @param coresPerSocket cores in one package, at least 1
 * @param threadsPerCore hardware threads in one core, at least 1
 */
public record CpuConfig(String model, Map<String, Boolean> features, int cpus, int coresPerSocket, int threadsPerCore) {
    /** Keeps its own copy of the features. */
    public CpuConfig {
        features = Map.copyOf(features);
    }

    /** Logical processors in one package. */
    int threadsPerPackage() {
        return coresPerSocket * threadsPerCore;
    }
}
