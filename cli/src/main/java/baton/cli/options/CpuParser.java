package baton.cli.options;

import java.util.ArrayList;
import java.util.List;

/** {@code -cpu MODEL[,+feature][,-feature][,feature=value]}; the last one given counts. */
final class CpuParser {
    private CpuOptions options = new CpuOptions("qemu64", List.of());
    private String text;

    void cpu(String argument, Notes notes) throws OptionException {
        text = argument;
        if (text.equals("help") || text.equals("?")) {
            notes.help(Request.Topic.CPU, null);
        }
    }

    /** Checks the last {@code -cpu}. */
    void finish() throws OptionException {
        if (text == null) {
            return;
        }
        int comma = text.indexOf(',');
        String model = comma < 0 ? text : text.substring(0, comma);
        if (model.isEmpty()) {
            throw new OptionException("-cpu option cannot be empty");
        }
        switch (model) {
            case "qemu64", "host", "max" -> {}
            default -> throw new OptionException("unable to find CPU model '" + model + "'");
        }
        List<CpuOptions.Feature> features = new ArrayList<>();
        while (comma >= 0) {
            int end = text.indexOf(',', comma + 1);
            String word = text.substring(comma + 1, end < 0 ? text.length() : end);
            if (!word.isEmpty()) {
                features.add(feature(model, word));
            }
            comma = end;
        }
        options = new CpuOptions(model, features);
    }

    CpuOptions options() {
        return options;
    }

    private static CpuOptions.Feature feature(String model, String word) throws OptionException {
        char sign = word.charAt(0);
        int equals = word.indexOf('=');
        boolean signed = sign == '+' || sign == '-';
        String name = signed ? word.substring(1) : equals < 0 ? word : word.substring(0, equals);
        String value = signed || equals < 0 ? sign == '-' ? "off" : "on" : word.substring(equals + 1);
        String canonical = name.replace('_', '-');
        if (CpuProperties.isText(canonical)) {
            return new CpuOptions.Feature(canonical, value);
        }
        String property = model + "-x86_64-cpu." + name;
        if (!CpuProperties.isSwitch(canonical)) {
            throw new OptionException((signed ? "" : "can't apply global " + property + "=" + value + ": ")
                    + "Property '" + property + "' not found");
        }
        Boolean on = Values.bool(value);
        if (on == null) {
            throw new OptionException("can't apply global " + property + "=" + value + ": Parameter '" + name
                    + "' expects 'on' or 'off'");
        }
        return new CpuOptions.Feature(canonical, on ? "on" : "off");
    }
}
