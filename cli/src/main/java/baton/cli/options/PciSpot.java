package baton.cli.options;

/**
 * What every PCI device of {@code -device} and {@code device_add} has.
 *
 * @param driver as it was written
 * @param id the user's name, or null
 * @param bus the bus asked for, or null
 * @param devfn device number times 8, and function; -1 for the first that is free
 * @param where the option, for errors; empty in a monitor
 */
public record PciSpot(String driver, String id, String bus, int devfn, String where) {
    /** Reads them, and what every PCI device may be told and is so anyway. */
    static PciSpot read(String driver, Arguments a) throws OptionException {
        String id = a.string("id", null);
        if (id != null) {
            Values.requireIdentifier(a.where(), id);
        }
        a.bool("multifunction", false); // is so when another function joins it
        String address = a.string("addr", null);
        int devfn = address == null ? -1 : devfn(address);
        if (address != null && devfn < 0) {
            throw a.error("Property '" + driver + ".addr' doesn't take value '" + address + "'");
        }
        return new PciSpot(driver, id, a.string("bus", null), devfn, a.where());
    }

    /** {@code SLOT} or {@code SLOT.FUNCTION}, both hexadecimal; -1 for anything else. */
    private static int devfn(String address) {
        int dot = address.indexOf('.');
        int slot = hex(dot < 0 ? address : address.substring(0, dot));
        int function = dot < 0 ? 0 : hex(address.substring(dot + 1));
        return slot < 0 || slot > 31 || function < 0 || function > 7 ? -1 : slot << 3 | function;
    }

    private static int hex(String text) {
        String digits = text.startsWith("0x") || text.startsWith("0X") ? text.substring(2) : text;
        if (digits.isEmpty() || digits.length() > 4) {
            return -1;
        }
        int value = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = Character.digit(digits.charAt(i), 16);
            if (digit < 0) {
                return -1;
            }
            value = value << 4 | digit;
        }
        return value;
    }
}
