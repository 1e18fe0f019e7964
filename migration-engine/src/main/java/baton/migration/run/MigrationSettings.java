package baton.migration.run;

import baton.base.AnyThread;
import baton.base.MainLoopThread;
import baton.base.Reporter;
import baton.migration.params.Capability;
import baton.migration.params.MigrationCapabilities;
import baton.migration.params.MigrationGlobals;
import baton.migration.params.MigrationParameters;
import baton.migration.params.Parameter;
import baton.migration.params.ParameterRefused;
import baton.migration.spi.MigrationRefused;
import java.util.LinkedHashMap;
import java.util.Map;

/** The parameters and capabilities in force. Read anywhere, changed on the main loop through {@link MigrationService}. */
final class MigrationSettings {
    private final Reporter reporter;
    private volatile MigrationParameters parameters = MigrationParameters.defaults();
    private volatile MigrationCapabilities capabilities = MigrationCapabilities.defaults();

    MigrationSettings(Reporter reporter) {
        this.reporter = reporter;
    }

    @AnyThread
    MigrationParameters parameters() {
        return parameters;
    }

    @AnyThread
    MigrationCapabilities capabilities() {
        return capabilities;
    }

    @MainLoopThread
    void set(Map<String, ?> changes) throws MigrationRefused {
        try {
            parameters = parameters.with(changes);
        } catch (ParameterRefused e) {
            throw refused(e);
        }
    }

    @MainLoopThread
    void setText(String name, String text) throws MigrationRefused {
        try {
            parameters = parameters.withText(name, text);
        } catch (ParameterRefused e) {
            throw refused(e);
        }
    }

    @MainLoopThread
    void enable(Map<Capability, Boolean> changes) throws MigrationRefused {
        boolean zeroBlocks = changes.getOrDefault(Capability.ZERO_BLOCKS, capabilities.has(Capability.ZERO_BLOCKS));
        if (zeroBlocks) {
            reporter.warn("zero-blocks capability is deprecated");
        }
        try {
            capabilities = capabilities.with(changes);
        } catch (ParameterRefused e) {
            throw refused(e);
        }
    }

    /** Names to capabilities, in the order given. */
    static Map<Capability, Boolean> byName(Map<String, Boolean> changes) throws MigrationRefused {
        Map<Capability, Boolean> known = new LinkedHashMap<>();
        for (Map.Entry<String, Boolean> change : changes.entrySet()) {
            Capability capability = Capability.named(change.getKey());
            if (capability == null) {
                throw new MigrationRefused("Parameter 'capability' does not accept value '" + change.getKey() + "'");
            }
            known.put(capability, change.getValue());
        }
        return known;
    }

    @MainLoopThread
    void global(String property, String value) throws MigrationRefused {
        Capability capability = MigrationGlobals.capability(property);
        Parameter parameter = MigrationGlobals.parameter(property);
        try {
            if (capability != null) {
                capabilities = capabilities.with(Map.of(capability, MigrationGlobals.flag(property, value)));
            } else if (parameter != null) {
                parameters = MigrationGlobals.with(parameters, parameter, value);
            } else {
                throw new MigrationRefused("Property 'migration." + property + "' not found");
            }
        } catch (ParameterRefused e) {
            throw refused(e);
        }
    }

    private static MigrationRefused refused(ParameterRefused e) {
        return new MigrationRefused(e.getMessage(), e);
    }

    /** Whether somebody prepares a migration by that: who only wants to be told of them may never order one. */
    static boolean prepares(Map<Capability, Boolean> changes) {
        for (Map.Entry<Capability, Boolean> change : changes.entrySet()) {
            if (change.getValue() && change.getKey() != Capability.EVENTS) {
                return true;
            }
        }
        return false;
    }
}
