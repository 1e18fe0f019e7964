package baton.monitor.hmp;

import baton.base.SizeText;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Reads the arguments of a command line by QEMU's notation, {@code name:type} separated by commas: {@code s} string,
 * {@code F} file name, {@code B} block device, {@code S} rest of the line, {@code O} options, {@code i} 32-bit and
 * {@code l} 64-bit expression, {@code M} the same in MiB, {@code o} size (MiB unless it says), {@code T} seconds (ms, us, ns),
 * {@code b} on or off, {@code /} format (gives count, format, size), {@code -x} option, {@code -xs} option with a string.
 * {@code ?} behind a type makes it optional; {@code .} behind a number makes it optional unless a dot stands there.
 */
final class HmpParser {
    private static final long MIB = 1 << 20;

    private final HmpSpec spec;
    private final HmpCursor in;
    private final Registers registers;
    private final HmpFormat format;
    private final int cpu;
    private final Map<String, Object> values = new LinkedHashMap<>();

    HmpParser(HmpSpec spec, HmpCursor in, Registers registers, HmpFormat format, int cpu) {
        this.spec = spec;
        this.in = in;
        this.registers = registers;
        this.format = format;
        this.cpu = cpu;
    }

    HmpArgs read() throws HmpSyntaxException {
        String types = spec.argsType();
        for (int at = 0; at < types.length(); ) {
            int colon = types.indexOf(':', at);
            int comma = types.indexOf(',', colon);
            int end = comma < 0 ? types.length() : comma;
            argument(types.substring(at, colon), types.substring(colon + 1, end), types.substring(end));
            at = end + 1;
        }
        if (!in.skipSpace().atEnd()) {
            throw wrong("extraneous characters at the end of line");
        }
        return new HmpArgs(values);
    }

    private void argument(String name, String type, String later) throws HmpSyntaxException {
        boolean optional = type.endsWith("?");
        char kind = type.charAt(0);
        if (kind == '-') {
            option(name, type, later);
            return;
        }
        if (kind == '/') {
            format.read(in.skipSpace(), values);
            return;
        }
        if (type.endsWith(".") ? !in.skipSpace().take('.') : in.skipSpace().atEnd() && optional) {
            return;
        }
        Object value =
                switch (kind) {
                    case 's', 'F', 'B' -> string(kind);
                    case 'O' -> options();
                    case 'S' -> rest();
                    case 'i', 'l', 'M' -> number(kind);
                    case 'o' -> size();
                    case 'T' -> seconds();
                    case 'b' -> onOff();
                    default -> throw new IllegalStateException(spec.name() + ": unknown argument type " + type);
                };
        values.put(name, value);
    }

    private String string(char kind) throws HmpSyntaxException {
        String what =
                kind == 'F' ? "filename expected" : kind == 'B' ? "block device name expected" : "string expected";
        try {
            String value = in.string();
            if (value != null) {
                return value;
            }
        } catch (HmpSyntaxException e) {
            throw new HmpSyntaxException(e.getMessage() + "\n" + wrong(what).getMessage());
        }
        throw wrong(what);
    }

    /** One word; none is options too: whoever reads them knows what is missing. */
    private String options() throws HmpSyntaxException {
        return in.atEnd() ? "" : string('s');
    }

    private String rest() throws HmpSyntaxException {
        if (in.atEnd()) {
            throw wrong("string expected");
        }
        return in.rest();
    }

    private Long number(char kind) throws HmpSyntaxException {
        long value = new HmpExpression(in, registers, cpu).read();
        if (kind == 'i' && value >>> 32 != 0) {
            throw new HmpSyntaxException("'" + spec.name() + "' has failed: integer is for 32-bit values");
        }
        if (kind == 'M' && value < 0) {
            throw new HmpSyntaxException("enter a positive value");
        }
        return kind == 'M' ? value * MIB : value;
    }

    private Long size() throws HmpSyntaxException {
        try {
            long value = SizeText.parse(in.word(false), MIB);
            if (value >= 0) {
                return value;
            }
        } catch (NumberFormatException e) {
            throw new HmpSyntaxException("invalid size");
        }
        throw new HmpSyntaxException("invalid size");
    }

    /** Nanoseconds. */
    private Long seconds() throws HmpSyntaxException {
        String text = in.word(false);
        int digits = text.length();
        while (digits > 0 && Character.isLetter(text.charAt(digits - 1))) {
            digits--;
        }
        double unit =
                switch (text.substring(digits)) {
                    case "ms" -> 1e6;
                    case "us" -> 1e3;
                    case "ns" -> 1;
                    case "" -> 1e9;
                    default -> throw wrong("extraneous characters at the end of line");
                };
        try {
            return (long) (Double.parseDouble(text.substring(0, digits)) * unit);
        } catch (NumberFormatException e) {
            throw new HmpSyntaxException("invalid number '" + text + "'");
        }
    }

    private Boolean onOff() throws HmpSyntaxException {
        return switch (in.word(false)) {
            case "on" -> Boolean.TRUE;
            case "off" -> Boolean.FALSE;
            default -> throw new HmpSyntaxException("Expected 'on' or 'off'");
        };
    }

    /** {@code -x}: only what stands here may be this option; another that comes later in the declaration is left. */
    private void option(String name, String type, String later) throws HmpSyntaxException {
        int before = in.skipSpace().position();
        if (!in.take('-')) {
            return;
        }
        char given = in.peek();
        if (given != type.charAt(1)) {
            if (!later.contains(":-" + given)) {
                throw wrong("unsupported option -" + given);
            }
            in.position(before);
            return;
        }
        in.next();
        if (type.length() > 2) {
            values.put(name, optionValue(given));
        } else {
            values.put(name, Boolean.TRUE);
        }
    }

    private String optionValue(char option) throws HmpSyntaxException {
        String value = in.string();
        if (value == null) {
            throw wrong("value expected for -" + option);
        }
        return value;
    }

    private HmpSyntaxException wrong(String text) {
        return new HmpSyntaxException(spec.name() + ": " + text);
    }
}
