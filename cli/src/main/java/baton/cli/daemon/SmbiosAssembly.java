package baton.cli.daemon;

import baton.cli.options.OptionException;
import baton.cli.options.SmbiosOptions;
import baton.cli.options.VmOptions;
import baton.machine.boot.E820Map;
import baton.machine.smbios.SmbiosMachine;
import baton.machine.smbios.SmbiosTables;
import baton.machine.smbios.SmbiosValues;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** What a q35 tells of itself, with what {@code -smbios} has it tell instead. */
final class SmbiosAssembly {
    private static final String PRODUCT = "Standard PC (Q35 + ICH9, 2009)";

    private SmbiosAssembly() {}

    static SmbiosTables tables(VmOptions options, E820Map memory) throws OptionException {
        SmbiosMachine machine = new SmbiosMachine(
                PRODUCT,
                options.machine().type().wireName(),
                options.process().uuid(),
                options.smp().cpus(),
                options.smp().cores(),
                options.smp().threads(),
                memory.below4g(),
                memory.above4g());
        SmbiosValues values = new SmbiosValues();
        for (SmbiosOptions one : options.smbios()) {
            if (one.type() == SmbiosValues.STRINGS) {
                values.addString(text(one));
            } else {
                values.add(one.type(), one.values());
            }
        }
        SmbiosTables tables = new SmbiosTables(machine, values);
        if (!tables.fits()) {
            throw new OptionException("-smbios: not supported by Baton: there is room for tables of "
                    + SmbiosTables.ROOM + " bytes; give less text");
        }
        return tables;
    }

    private static String text(SmbiosOptions one) throws OptionException {
        String path = one.values().get("path");
        if (path == null) {
            return one.values().get("value");
        }
        byte[] bytes;
        try (InputStream in = new FileInputStream(path)) {
            bytes = in.readNBytes(SmbiosTables.ROOM);
        } catch (IOException e) {
            throw new OptionException(one.where() + ": Could not open '" + path + "': " + reason(e));
        }
        for (byte b : bytes) {
            if (b == 0) {
                throw new OptionException(one.where() + ": NUL in OEM strings value in " + path);
            }
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** Java has the path first, and the system's reason in parentheses. */
    private static String reason(IOException e) {
        String text = e.getMessage();
        int from = text.lastIndexOf(" (");
        return from > 0 && text.endsWith(")") ? text.substring(from + 2, text.length() - 1) : text;
    }
}
