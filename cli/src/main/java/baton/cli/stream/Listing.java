package baton.cli.stream;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a migration file holds, as far as it could be read. Filled while it is read. */
final class Listing {
    /** A RAM block: how much of it there is, and how its pages are stored. */
    static final class Block {
        final String name;
        final long length;
        /** Guest address (x-ignore-shared); -1 when the list has none. */
        long address = -1;
        /** Where its bitmap and its pages are (mapped-ram); -1 otherwise. */
        long bitmapAt = -1;

        long pagesAt = -1;
        /** Pages by kind: {@code normal}, {@code zero}, {@code xbzrle}, {@code stored}. A page sent twice counts twice. */
        final Map<String, Long> pages = new TreeMap<>();

        Block(String name, long length) {
            this.name = name;
            this.length = length;
        }

        void count(String kind, long number) {
            pages.merge(kind, number, Long::sum);
        }
    }

    /** A section or command. */
    static final class Part {
        final long offset;
        final String kind;
        String name = "";
        long id = -1;
        long instance = -1;
        long version = -1;
        /** Bytes of the body; -1 while it is not known where it ends. */
        long bytes = -1;
        /** How many of them in a row: parts of RAM are not listed one by one. */
        long times = 1;
        /** A ram section's pages by kind. */
        final Map<String, Long> pages = new TreeMap<>();

        final List<Field> fields = new ArrayList<>();

        Part(long offset, String kind) {
            this.offset = offset;
            this.kind = kind;
        }
    }

    /** A field of a device section; a struct, an array or a subsection has fields of its own, others a value. */
    static final class Field {
        final String name;
        final String type;
        final long offset;
        long bytes;
        /** A Number, Boolean, String or list of Numbers; null for what has {@link #fields}. */
        Object value;

        final List<Field> fields = new ArrayList<>();

        Field(String name, String type, long offset) {
            this.name = name;
            this.type = type;
            this.offset = offset;
        }
    }

    int version;
    String machine = "";
    String uuid;
    final List<String> capabilities = new ArrayList<>();
    final List<Block> blocks = new ArrayList<>();
    final List<Part> parts = new ArrayList<>();
    /** Where the description is, and how long; -1 when there is none. */
    long descriptionAt = -1;

    long descriptionBytes;
    /** How many bytes were read. */
    long bytes;
    /** What a loader says a word about and goes on. */
    final List<String> warnings = new ArrayList<>();
    /** Why it breaks; null when it is whole. */
    DamagedStream damage;

    /** The block of that name, or null. */
    Block block(String name) {
        for (Block block : blocks) {
            if (block.name.equals(name)) {
                return block;
            }
        }
        return null;
    }

    boolean has(String capability) {
        return capabilities.contains(capability);
    }
}
