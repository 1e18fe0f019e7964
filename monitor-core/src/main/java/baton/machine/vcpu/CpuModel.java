package baton.machine.vcpu;

import baton.base.Closer;
import baton.base.Reporter;
import baton.nat.kvm.Kvm;
import baton.nat.libc.ErrnoException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a processor says of itself by CPUID, in QEMU's names.
 *
 * @param name the model, such as {@code qemu64}
 * @param features every feature that has a name, and whether the guest sees it
 * @param missing features that were asked for and the host does not have
 * @param vendor twelve letters
 * @param family as people count it, extended family included
 * @param model as people count it
 * @param stepping its stepping
 * @param modelId the name in words; empty for none
 */
public record CpuModel(
        String name,
        Map<String, Boolean> features,
        List<String> missing,
        String vendor,
        int family,
        int model,
        int stepping,
        String modelId) {
    private static final int EXTENDED_FAMILY = 0xf;

    /** Says that a warning is of no use here. */
    private static final Reporter SILENT = new Reporter() {
        @Override
        public void error(String text) {}

        @Override
        public void warn(String text) {}
    };

    /**
     * What a model would be on this host, by asking KVM anew.
     *
     * @throws CpuRefused there is no such model or feature
     */
    public static CpuModel onThisHost(CpuConfig config) throws CpuRefused, IOException {
        try (Closer closer = new Closer()) {
            Kvm kvm = closer.add(Kvm.open());
            return of(config.model(), closer.add(Cpuid.build(kvm, config, SILENT)));
        } catch (ErrnoException e) {
            throw new IOException("Could not access KVM kernel module: " + e.getMessage(), e);
        }
    }

    /** Every name a switch of a processor may have, {@code migratable} and its like apart. */
    public static boolean isFeature(String name) {
        return CpuFeatures.find(name) >= 0;
    }

    static CpuModel of(String name, Cpuid cpuid) {
        Map<String, Boolean> features = new LinkedHashMap<>();
        List<String> missing = new ArrayList<>();
        for (int word = 0; word < CpuFeatures.WORDS; word++) {
            for (int bit = 0; bit < Integer.SIZE; bit++) {
                String feature = CpuFeatures.name(word, bit);
                if (!feature.equals("-")) {
                    features.put(feature, (cpuid.features(word) >>> bit & 1) != 0);
                }
                if ((cpuid.missing(word) >>> bit & 1) != 0) {
                    missing.add(feature);
                }
            }
        }
        int signature = (int) cpuid.identification();
        int family = signature >> 8 & 0xf;
        int extended = family == EXTENDED_FAMILY ? signature >> 20 & 0xff : 0;
        int model = signature >> 4 & 0xf | signature >> 12 & 0xf0;
        return new CpuModel(
                name, features, missing, cpuid.vendor(), family + extended, model, signature & 0xf, cpuid.brand());
    }
}
