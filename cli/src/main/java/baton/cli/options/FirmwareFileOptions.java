package baton.cli.options;

/**
 * {@code -fw_cfg}: a named file the guest may read. One of {@code text} and {@code path} is null.
 *
 * @param name as the guest sees it, at most 55 characters
 * @param text its content, without an end
 * @param path the file with its content
 * @param where the option, for errors
 */
public record FirmwareFileOptions(String name, String text, String path, String where) {}
