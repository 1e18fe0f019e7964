package baton.cli.options;

import java.util.List;

/** {@code -sandbox}, and {@code user} and {@code chroot} of {@code -run-with}. */
final class ConfinementParser {
    private final List<String> warnings;
    private boolean sandbox;
    private boolean obsolete;
    private boolean privileges = true;
    private boolean childPrivileges;
    private boolean spawn = true;
    private boolean resources = true;
    private String user;
    private String root;

    ConfinementParser(Notes notes) {
        this.warnings = notes.warnings();
    }

    void sandbox(String text, String where) throws OptionException {
        TextArguments a = TextArguments.parse(where, text, "enable", warnings);
        a.allow("enable", "obsolete", "elevateprivileges", "spawn", "resourcecontrol");
        sandbox = a.bool("enable", false);
        obsolete = allowed(a, "obsolete", false);
        childPrivileges = "children".equals(a.string("elevateprivileges", null));
        privileges = childPrivileges || allowed(a, "elevateprivileges", true);
        spawn = allowed(a, "spawn", true);
        resources = allowed(a, "resourcecontrol", true);
    }

    private static boolean allowed(TextArguments a, String key, boolean otherwise) throws OptionException {
        String value = a.string(key, otherwise ? "allow" : "deny");
        return switch (value) {
            case "allow" -> true;
            case "deny" -> false;
            default -> throw a.error("invalid argument for " + key);
        };
    }

    /** The keys of {@code -run-with} that are ours. */
    void runWith(TextArguments a) throws OptionException {
        user = a.string("user", user);
        root = a.string("chroot", root);
    }

    ConfinementOptions finish() {
        return new ConfinementOptions(sandbox, obsolete, privileges, childPrivileges, spawn, resources, user, root);
    }
}
