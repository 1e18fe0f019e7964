package baton.cli.options;

import java.util.ArrayList;
import java.util.List;

/** {@code -accel}, or the list in {@code -machine accel=a:b}; not both. */
final class AccelParser {
    private final Notes notes;
    private final List<AcceleratorOptions> list = new ArrayList<>();

    AccelParser(Notes notes) {
        this.notes = notes;
    }

    void accel(String text, String where) throws OptionException {
        TextArguments arguments = TextArguments.parse(where, text, "accel", notes.warnings());
        String name = arguments.string("accel", "");
        if (name.isEmpty() || name.equals("help") || name.equals("?")) {
            notes.help(Request.Topic.ACCEL, null);
            return;
        }
        AcceleratorOptions.Kind kind = kind(name);
        if (kind == null) {
            throw arguments.error("invalid accelerator " + name);
        }
        list.add(properties(kind, name, arguments));
    }

    /** Merges what {@code -machine accel=} says (or null) and checks that one of them could run. */
    void finish(String fromMachine, MachineType type) throws OptionException {
        if (fromMachine != null && !list.isEmpty()) {
            throw new OptionException("The -accel and \"-machine accel=\" options are incompatible");
        }
        if (fromMachine != null) {
            split(fromMachine);
        }
        if (list.isEmpty()) {
            // Without a machine QEMU names its translator, and says so to who asks for KVM.
            boolean none = type == MachineType.NONE;
            list.add(new AcceleratorOptions(none ? AcceleratorOptions.Kind.TCG : AcceleratorOptions.Kind.KVM, 0));
        }
        boolean runs = type == MachineType.NONE;
        for (AcceleratorOptions one : list) {
            runs |= one.kind() != AcceleratorOptions.Kind.TCG;
        }
        if (!runs) {
            throw OptionException.unsupported("-accel tcg", "guests run on KVM only; use -accel kvm");
        }
    }

    List<AcceleratorOptions> list() {
        return list;
    }

    private void split(String names) throws OptionException {
        List<String> invalid = new ArrayList<>();
        int from = 0;
        while (from <= names.length()) {
            int colon = names.indexOf(':', from);
            int to = colon < 0 ? names.length() : colon;
            AcceleratorOptions.Kind kind = kind(names.substring(from, to));
            if (kind == null) {
                invalid.add("invalid accelerator " + names.substring(from, to));
            } else {
                list.add(new AcceleratorOptions(kind, 0));
            }
            from = to + 1;
        }
        if (list.isEmpty()) {
            throw new OptionException(invalid.toArray(new String[0]));
        }
        for (String text : invalid) {
            notes.warn("", text);
        }
    }

    private static AcceleratorOptions properties(AcceleratorOptions.Kind kind, String name, TextArguments arguments)
            throws OptionException {
        int ring = 0;
        for (int i = 0; i < arguments.keys().size(); i++) {
            String key = arguments.keys().get(i);
            String value = arguments.valueAt(i);
            if (key.equals("accel")) {
                continue;
            }
            if (kind == AcceleratorOptions.Kind.KVM && key.equals("dirty-ring-size")) {
                ring = ringSize(value, arguments);
            } else if (kind == AcceleratorOptions.Kind.KVM && key.equals("kernel-irqchip")) {
                irqchip(value, arguments);
            } else {
                unknown(kind, name + "-accel." + key, key, arguments);
            }
        }
        return new AcceleratorOptions(kind, ring);
    }

    private static void unknown(AcceleratorOptions.Kind kind, String property, String key, TextArguments arguments)
            throws OptionException {
        switch (key) {
            case "kvm-shadow-mem",
                    "notify-vmexit",
                    "notify-window",
                    "eager-split-size",
                    "honor-guest-pat",
                    "device",
                    "tb-size",
                    "thread",
                    "split-wx",
                    "one-insn-per-tb" -> {
                if (kind != AcceleratorOptions.Kind.TCG) {
                    throw OptionException.unsupported(arguments.where(), "leave " + key + " out");
                }
            }
            default -> throw arguments.error("Property '" + property + "' not found");
        }
    }

    private static int ringSize(String text, TextArguments arguments) throws OptionException {
        Long size = Values.number(text, 0, 1 << 16);
        if (size == null) {
            throw arguments.error("Parameter 'dirty-ring-size' expects uint64");
        }
        if (Long.bitCount(size) > 1) {
            throw arguments.error("dirty-ring-size must be a power of two.");
        }
        return size.intValue();
    }

    private static void irqchip(String value, TextArguments arguments) throws OptionException {
        switch (value) {
            case "on", "split" -> {}
            case "off" -> throw OptionException.unsupported(
                    arguments.where(), "interrupt controllers are the kernel's; use kernel-irqchip=on");
            default -> throw arguments.error("Parameter 'kernel-irqchip' does not accept value '" + value + "'");
        }
    }

    private static AcceleratorOptions.Kind kind(String name) {
        return switch (name) {
            case "kvm" -> AcceleratorOptions.Kind.KVM;
            case "tcg" -> AcceleratorOptions.Kind.TCG;
            case "qtest" -> AcceleratorOptions.Kind.QTEST;
            default -> null;
        };
    }
}
