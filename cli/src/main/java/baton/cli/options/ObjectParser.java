package baton.cli.options;

import java.util.ArrayList;
import java.util.List;

/** {@code -object}: the four memory backends, secrets, sources of random bytes and I/O threads. */
final class ObjectParser {
    private final Notes notes;
    private final List<ObjectOptions> objects = new ArrayList<>();

    ObjectParser(Notes notes) {
        this.notes = notes;
    }

    void object(String text, String where) throws OptionException {
        Arguments arguments;
        if (JsonArgument.looksLike(text)) {
            arguments = JsonArguments.parse(where, text);
        } else {
            TextArguments words = TextArguments.parse(where, text, "qom-type", notes.warnings())
                    .asObject();
            if (words.help()) {
                help(words);
                return;
            }
            arguments = words;
        }
        add(arguments);
    }

    /** Checks ids against the machine's own. */
    List<ObjectOptions> finish(MachineType machine, String backend) throws OptionException {
        for (ObjectOptions object : objects) {
            String id = object.id();
            if (backend == null && id.equals(machine.ramId()) && machine != MachineType.NONE) {
                throw new OptionException("object's id '" + id
                        + "' is reserved for the default RAM backend, it can't be used for any other purposes\n"
                        + "Change the object's 'id' to something else or disable automatic creation of the default"
                        + " RAM backend by setting 'memory-backend=" + id + "' with '-machine'.");
            }
        }
        return objects;
    }

    private void help(TextArguments words) throws OptionException {
        String type = words.string("qom-type", null);
        if (type == null || type.equals("help") || type.equals("?")) {
            notes.help(Request.Topic.OBJECT, null);
        } else if (known(type)) {
            notes.help(Request.Topic.OBJECT, type);
        } else {
            throw unknown(type, words);
        }
    }

    private void add(Arguments arguments) throws OptionException {
        String type = arguments.require("qom-type");
        ObjectOptions object =
                switch (type) {
                    case "memory-backend-ram",
                            "memory-backend-memfd",
                            "memory-backend-shm",
                            "memory-backend-file" -> MemoryBackendParser.backend(type, arguments);
                    case "secret" -> secret(arguments);
                    case "rng-random", "rng-builtin" -> random(type, arguments);
                    case "iothread" -> ioThread(arguments);
                    default -> throw unknown(type, arguments);
                };
        arguments.finish();
        for (ObjectOptions other : objects) {
            if (other.id().equals(object.id())) {
                throw arguments.error("Duplicate ID '" + object.id() + "' for object");
            }
        }
        objects.add(object);
    }

    private static boolean known(String type) {
        return switch (type) {
            case "memory-backend-ram",
                    "memory-backend-memfd",
                    "memory-backend-shm",
                    "memory-backend-file",
                    "secret",
                    "rng-random",
                    "rng-builtin",
                    "iothread" -> true;
            default -> false;
        };
    }

    private static SecretOptions secret(Arguments a) throws OptionException {
        String id = Values.requireIdentifier(a.where(), a.require("id"));
        String data = a.string("data", null);
        String file = a.string("file", null);
        String format = a.word("format", "raw", "raw", "base64");
        SecretOptions secret = new SecretOptions(
                id, data, file, format.equals("base64"), a.string("keyid", null), a.string("iv", null));
        a.finish();
        if (data != null && file != null) {
            throw new OptionException("'file' and 'data' are mutually exclusive");
        }
        if (data == null && file == null) {
            throw new OptionException("Either 'file' or 'data' must be provided");
        }
        return secret;
    }

    /** How long a thread polls before it sleeps, and how many more it may start: here it does neither. */
    private static IoThreadOptions ioThread(Arguments a) throws OptionException {
        for (String tuning : new String[] {
            "aio-max-batch", "poll-grow", "poll-max-ns", "poll-shrink", "thread-pool-max", "thread-pool-min"
        }) {
            a.number(tuning, 0);
        }
        return new IoThreadOptions(Values.requireIdentifier(a.where(), a.require("id")));
    }

    private static RngOptions random(String type, Arguments a) throws OptionException {
        String id = Values.requireIdentifier(a.where(), a.require("id"));
        String file = type.equals("rng-random") ? a.string("filename", "/dev/urandom") : "/dev/urandom";
        return new RngOptions(id, type, file);
    }

    private static OptionException unknown(String type, Arguments arguments) {
        return switch (type) {
            case "memory-backend-epc" -> new OptionException("invalid object type: memory-backend-epc");
            case "main-loop", "thread-context" -> unsupported(arguments, "the main loop does all I/O");
            case "authz-list",
                    "authz-list-file",
                    "authz-simple",
                    "authz-pam",
                    "tls-creds-anon",
                    "tls-creds-psk",
                    "tls-creds-x509",
                    "tls-cipher-suites",
                    "secret_keyring" -> unsupported(arguments, "sockets are not encrypted; tunnel them");
            case "rng-egd",
                    "throttle-group",
                    "filter-buffer",
                    "filter-dump",
                    "filter-mirror",
                    "filter-redirector",
                    "filter-replay",
                    "filter-rewriter",
                    "colo-compare",
                    "cryptodev-backend",
                    "cryptodev-backend-builtin",
                    "cryptodev-vhost-user",
                    "can-bus",
                    "can-host-socketcan",
                    "input-barrier",
                    "input-linux",
                    "iommufd",
                    "pr-manager-helper",
                    "dbus-vmstate",
                    "qtest",
                    "sev-guest",
                    "sev-snp-guest",
                    "tdx-guest",
                    "x-remote-object",
                    "x-vfio-user-server",
                    "acpi-generic-initiator",
                    "acpi-generic-port",
                    "igvm-cfg" -> unsupported(arguments, "no device here uses it; leave it out");
            default -> arguments.error("Parameter 'qom-type' does not accept value '" + type + "'");
        };
    }

    private static OptionException unsupported(Arguments arguments, String instead) {
        return OptionException.unsupported(arguments.where(), instead);
    }
}
