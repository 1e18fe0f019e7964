package baton.cli.options;

import baton.migration.channel.MigrationChannel;
import java.util.ArrayList;
import java.util.List;

/** {@code -incoming}, {@code -global} and what goes with them. */
final class MigrationParser {
    private final Notes notes;
    private final List<IncomingOptions> incoming = new ArrayList<>();
    private final List<GlobalProperty> globals = new ArrayList<>();
    private boolean onlyMigratable;
    private boolean preconfig;
    private String loadVm;

    MigrationParser(Notes notes) {
        this.notes = notes;
    }

    /** One slot per channel; a later option takes the slot of an earlier one. */
    void incoming(String text, String where) throws OptionException {
        IncomingOptions one = IncomingParser.incoming(text, where);
        for (int i = 0; i < incoming.size(); i++) {
            if (incoming.get(i).channel() == one.channel()) {
                incoming.remove(i);
            }
        }
        incoming.add(one);
    }

    void global(String text, String where) throws OptionException {
        int dot = text.indexOf('.');
        int equals = text.indexOf('=');
        if (dot > 0 && equals > dot + 1) {
            add(text.substring(0, dot), text.substring(dot + 1, equals), text.substring(equals + 1));
            return;
        }
        TextArguments a = TextArguments.parse(where, text, null, notes.warnings());
        a.allow("driver", "property", "value");
        if (!a.has("driver") || !a.has("property") || !a.has("value")) {
            throw a.error("options 'driver', 'property', and 'value' are required");
        }
        add(a.string("driver", ""), a.string("property", ""), a.string("value", ""));
    }

    void onlyMigratable() {
        onlyMigratable = true;
    }

    void preconfig() {
        preconfig = true;
    }

    void loadVm(String tag, String where) {
        loadVm = where;
    }

    MigrationOptions finish() throws OptionException {
        MigrationOptions options = new MigrationOptions(incoming, globals, onlyMigratable, preconfig);
        if (loadVm != null && !incoming.isEmpty()) {
            throw new OptionException("'incoming' and 'loadvm' options are mutually exclusive");
        }
        if (loadVm != null) {
            throw OptionException.unsupported(loadVm, "there are no snapshots in disks; use -incoming file:PATH");
        }
        IncomingOptions main = options.incoming(MigrationChannel.Kind.MAIN);
        if (preconfig && main != null && !main.deferred()) {
            throw new OptionException("'preconfig' supports '-incoming defer' only");
        }
        return options;
    }

    private void add(String driver, String property, String value) throws OptionException {
        if (driver.equals("virtio-mmio") && property.equals("force-legacy")) {
            if (Values.bool(value) == null) {
                throw new OptionException("can't apply global virtio-mmio.force-legacy=" + value
                        + ": Parameter 'force-legacy' expects 'on' or 'off'");
            }
        } else if (!driver.equals("migration")) {
            notes.warn("", "global " + driver + "." + property + " has invalid class name");
        }
        globals.add(new GlobalProperty(driver, property, value));
    }
}
