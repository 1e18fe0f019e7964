package baton.cli.options;

import java.util.Map;

/**
 * {@code -smbios}: values for a structure of the tables. OEM strings, of type 11, are each one by itself: {@code value},
 * or {@code path} for a file with it.
 *
 * @param type of the structure
 * @param values by QEMU's keys, checked; numbers in decimal, switches {@code on} or {@code off}; {@code release} is
 *     {@code major} and {@code minor}
 * @param where the option, for errors
 */
public record SmbiosOptions(int type, Map<String, String> values, String where) {
    /** Copies the values. */
    public SmbiosOptions {
        values = Map.copyOf(values);
    }
}
