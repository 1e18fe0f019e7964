package baton.migration.stream;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Builds streams by hand, good and bad. */
final class StreamBytes {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    /** Magic, version and the configuration of machine {@code m} without subsections. */
    static StreamBytes machine(String name) {
        return new StreamBytes().u32(0x5145564d).u32(3).u8(7).u32(name.length()).text(name);
    }

    StreamBytes u8(int value) {
        bytes.write(value);
        return this;
    }

    StreamBytes u16(int value) {
        return u8(value >> 8).u8(value);
    }

    StreamBytes u32(int value) {
        return u16(value >>> 16).u16(value);
    }

    StreamBytes u64(long value) {
        return u32((int) (value >>> 32)).u32((int) value);
    }

    StreamBytes text(String value) {
        bytes.writeBytes(value.getBytes(StandardCharsets.ISO_8859_1));
        return this;
    }

    StreamBytes str8(String value) {
        return u8(value.length()).text(value);
    }

    StreamBytes zeros(int count) {
        bytes.writeBytes(new byte[count]);
        return this;
    }

    /** A FULL section up to its body. */
    StreamBytes full(int id, String idstr, int instance, int version) {
        return u8(4).u32(id).str8(idstr).u32(instance).u32(version);
    }

    /** The START section of ram, up to its body. */
    StreamBytes ram() {
        return u8(1).u32(1).str8("ram").u32(0).u32(4);
    }

    /** The END section of ram, up to its body. */
    StreamBytes ramEnd() {
        return u8(3).u32(1);
    }

    StreamBytes footer(int id) {
        return u8(0x7e).u32(id);
    }

    StreamBytes subsection(String name, int version) {
        return u8(5).str8(name).u32(version);
    }

    byte[] toBytes() {
        return bytes.toByteArray();
    }
}
