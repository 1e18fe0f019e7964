package baton.cli.daemon;

import baton.cli.options.FirmwareFileOptions;
import baton.cli.options.OptionException;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What {@code -fw_cfg} gives the guest to read. */
final class FirmwareFiles {
    private static final int MOST_BYTES = 16 << 20;

    private FirmwareFiles() {}

    /** Their content by name. */
    static Map<String, byte[]> read(List<FirmwareFileOptions> options) throws OptionException {
        Map<String, byte[]> files = new TreeMap<>();
        for (FirmwareFileOptions one : options) {
            files.put(one.name(), one.path() == null ? one.text().getBytes(StandardCharsets.UTF_8) : content(one));
        }
        return files;
    }

    private static byte[] content(FirmwareFileOptions one) throws OptionException {
        byte[] bytes;
        try (InputStream in = new FileInputStream(one.path())) {
            bytes = in.readNBytes(MOST_BYTES + 1);
        } catch (IOException e) {
            throw new OptionException(one.where() + ": can't load " + one.path() + ": " + e.getMessage());
        }
        if (bytes.length > MOST_BYTES) {
            throw new OptionException(
                    one.where() + ": can't load " + one.path() + ": it has more than " + (MOST_BYTES >> 20) + " MiB");
        }
        return bytes;
    }
}
