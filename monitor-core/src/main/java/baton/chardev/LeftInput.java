package baton.chardev;

import baton.base.Bytes;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * What chardevs have begun and another process finishes, as bytes: for each thing the length of its name (4 bytes, big endian),
 * the name, the length of the content, the content. A chardev's label is the name of input that nobody has acted upon.
 */
final class LeftInput {
    // Before the label of a chardev; no label begins so.
    /** Output that the host has not taken. */
    static final String UNSENT = ">";
    /** What the wire is in the midst of ({@link Wire#begun}). */
    static final String BEGUN = "%";
    /** {@link CharFrontend#agreed}. */
    static final String AGREED = "=";

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private byte[] bytes = {};

    /** To be read: what is damaged has no input. */
    static LeftInput of(byte[] bytes) {
        LeftInput left = new LeftInput();
        left.bytes = bytes;
        return left;
    }

    /** Adds what one has, if that is anything. */
    void add(String label, byte[] input) {
        if (input.length > 0) {
            field(label.getBytes(StandardCharsets.UTF_8));
            field(input);
        }
    }

    private void field(byte[] content) {
        byte[] length = new byte[4];
        Bytes.put32(length, 0, content.length);
        out.write(length, 0, length.length);
        out.write(content, 0, content.length);
    }

    /** All of it; empty when there is nothing. */
    byte[] bytes() {
        return out.toByteArray();
    }

    /** What the one with this label had; null for nothing. */
    byte[] of(String label) {
        int at = 0;
        while (at < bytes.length) {
            byte[] name = read(at);
            byte[] input = name == null ? null : read(at + 4 + name.length);
            if (input == null) {
                return null;
            }
            if (label.equals(new String(name, StandardCharsets.UTF_8))) {
                return input;
            }
            at += 8 + name.length + input.length;
        }
        return null;
    }

    private byte[] read(int at) {
        if (at > bytes.length - 4) {
            return null;
        }
        int length = Bytes.u32(bytes, at);
        boolean whole = length >= 0 && length <= bytes.length - at - 4;
        return whole ? Arrays.copyOfRange(bytes, at + 4, at + 4 + length) : null;
    }
}
