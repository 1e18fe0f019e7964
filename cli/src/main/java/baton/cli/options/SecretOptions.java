package baton.cli.options;

/**
 * {@code -object secret}: kept because clients pass it always; nothing here reads it yet. Either data or a file.
 *
 * @param id unique among objects
 * @param data the secret, or null
 * @param file where the secret is, or null
 * @param base64 whether it is written in base64
 * @param keyId id of the secret it is encrypted with, or null
 * @param iv initialization vector of that, or null
 */
public record SecretOptions(String id, String data, String file, boolean base64, String keyId, String iv)
        implements ObjectOptions {
    @Override
    public String typeName() {
        return "secret";
    }

    /** Says nothing of the secret. */
    @Override
    public String toString() {
        return "SecretOptions[id=" + id + "]";
    }
}
