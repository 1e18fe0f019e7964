package baton.cli.stream;

import baton.cli.stream.Listing.Part;
import java.io.IOException;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;

/** Reads a migration file from its first byte to its last (docs/wire/stream.md, section 1). */
final class Lister {
    static final int SECTION_START = 0x01;
    static final int SECTION_PART = 0x02;
    static final int SECTION_END = 0x03;
    static final int SECTION_FULL = 0x04;
    static final int SUBSECTION = 0x05;
    static final int CONFIGURATION = 0x07;
    static final int COMMAND = 0x08;
    static final int FOOTER = 0x7e;

    private static final int MAGIC = 0x5145564d;
    private static final int MULTIFD_MAGIC = 0x11223344;
    private static final int VERSION = 3;
    private static final int MAX_NAME = 255;
    private static final int MAX_CAPABILITIES = 64;
    private static final int UUID_BYTES = 16;
    private static final int MAX_TAIL = 8 << 20;
    private static final int MAX_PARTS = 20_000;

    private final Input in;
    private final Listing listing = new Listing();
    private final RamLister ram;
    private final Set<String> seen = new HashSet<>();
    private long ramId = -1;

    private Lister(Input in) {
        this.in = in;
        this.ram = new RamLister(in, listing);
    }

    /** Lists the stream that begins at {@code in}; what breaks it is in the result. */
    static Listing list(Input in) throws IOException {
        Lister lister = new Lister(in);
        try {
            lister.header();
            lister.configuration();
            lister.sections();
        } catch (DamagedStream e) {
            lister.listing.damage = e;
        }
        return lister.listing;
    }

    private void header() throws IOException, DamagedStream {
        long at = in.position();
        int magic = in.u32();
        if (magic == MULTIFD_MAGIC) {
            throw new DamagedStream(at, "header", "this is a multifd channel, not the main one");
        }
        if (magic != MAGIC) {
            throw new DamagedStream(
                    at,
                    "header",
                    "not a migration stream: it begins with 0x" + HexFormat.of().toHexDigits(magic) + " instead of 0x"
                            + HexFormat.of().toHexDigits(MAGIC));
        }
        listing.version = in.u32();
        if (listing.version != VERSION) {
            throw new DamagedStream(
                    at + 4,
                    "header",
                    "version " + Integer.toUnsignedString(listing.version)
                            + " of the stream's format; only version 3 is known");
        }
    }

    private void configuration() throws IOException, DamagedStream {
        long at = in.position();
        if (in.u8() != CONFIGURATION) {
            throw new DamagedStream(at, "configuration", "no configuration begins here");
        }
        try {
            listing.machine = in.text(count(MAX_NAME));
            while (in.peek() == SUBSECTION) {
                subsection();
            }
        } catch (DamagedStream e) {
            throw e.within("configuration");
        }
    }

    private void subsection() throws IOException, DamagedStream {
        long at = in.position();
        in.u8();
        String name = in.string();
        int version = in.u32();
        if (version != 1) {
            throw new DamagedStream(at, name, "version " + Integer.toUnsignedString(version) + " is not known");
        }
        switch (name) {
            case "configuration/target-page-bits" -> in.u32();
            case "configuration/capabilities" -> {
                for (int left = count(MAX_CAPABILITIES); left > 0; left--) {
                    listing.capabilities.add(in.string());
                }
            }
            case "configuration/uuid" -> listing.uuid = uuid(in.bytes(UUID_BYTES));
            default -> throw new DamagedStream(at, "", "unknown subsection '" + name + "'");
        }
    }

    private int count(int limit) throws IOException, DamagedStream {
        long at = in.position();
        int count = in.u32();
        if (count < 0 || count > limit) {
            throw new DamagedStream(
                    at, "", "a length of " + Integer.toUnsignedString(count) + "; at most " + limit + " is possible");
        }
        return count;
    }

    private static String uuid(byte[] bytes) {
        String digits = HexFormat.of().formatHex(bytes);
        return String.join(
                "-",
                digits.substring(0, 8),
                digits.substring(8, 12),
                digits.substring(12, 16),
                digits.substring(16, 20),
                digits.substring(20));
    }

    /** RAM and commands as they come; from the first device section on, with the description at hand. */
    private void sections() throws IOException, DamagedStream {
        int type = in.peek();
        while (type == SECTION_START || type == SECTION_PART || type == SECTION_END || type == COMMAND) {
            long at = in.position();
            in.u8();
            if (type == COMMAND) {
                CommandName.read(in, add(at, "command"));
            } else {
                ram(type, at);
            }
            type = in.peek();
        }
        listing.bytes = in.position();
        long here = in.position();
        devices(new Tail(in.rest(MAX_TAIL), here));
    }

    private void ram(int type, long at) throws IOException, DamagedStream {
        Part part = part(type, at);
        part.id = in.u32() & 0xffffffffL;
        if (type == SECTION_START) {
            part.name = in.string();
            part.instance = in.u32() & 0xffffffffL;
            part.version = in.u32() & 0xffffffffL;
            if (!part.name.equals("ram")) {
                throw new DamagedStream(at, "section '" + part.name + "'", "goes on in parts: only ram is known to");
            }
            ramId = part.id;
        } else if (part.id != ramId) {
            throw new DamagedStream(at, "", "goes on with section " + part.id + ", which has not begun");
        }
        part.name = "ram";
        long body = in.position();
        try {
            ram.body(part);
            part.bytes = Math.max(0, part.bytes) + in.position() - body;
            footer(part);
        } catch (DamagedStream e) {
            throw e.within("section 'ram'");
        }
        listing.bytes = in.position();
    }

    private Part part(int type, long at) throws DamagedStream {
        String kind = type == SECTION_START ? "start" : type == SECTION_PART ? "part" : "end";
        Part last = listing.parts.isEmpty() ? null : listing.parts.get(listing.parts.size() - 1);
        if (type == SECTION_PART && last != null && last.kind.equals(kind)) {
            last.times++;
            return last;
        }
        return add(at, kind);
    }

    private Part add(long at, String kind) throws DamagedStream {
        if (listing.parts.size() >= MAX_PARTS) {
            throw new DamagedStream(at, "", "more than " + MAX_PARTS + " sections and commands");
        }
        Part part = new Part(at, kind);
        listing.parts.add(part);
        return part;
    }

    private void footer(Part part) throws IOException, DamagedStream {
        long at = in.position();
        footer(at, in.u8(), in.u32(), part);
    }

    private static void footer(long at, int mark, int id, Part part) throws DamagedStream {
        if (mark != FOOTER) {
            throw new DamagedStream(
                    at, "", "should end here, but byte 0x" + Integer.toHexString(mark) + " is no footer");
        }
        if ((id & 0xffffffffL) != part.id) {
            throw new DamagedStream(
                    at, "", "ends as section " + Integer.toUnsignedString(id) + ", but began as section " + part.id);
        }
    }

    private void devices(Tail tail) throws DamagedStream {
        listing.descriptionAt = tail.describedAt();
        listing.descriptionBytes = tail.describedBytes();
        int type = tail.u8();
        while (type != 0) {
            long at = tail.position() - 1;
            switch (type) {
                case SECTION_FULL -> device(tail, at);
                case COMMAND -> CommandName.read(tail, add(at, "command"));
                default -> throw new DamagedStream(
                        at,
                        "",
                        "no section is of type " + type + (type <= SECTION_END ? " behind the first device" : ""));
            }
            listing.bytes = tail.position();
            type = tail.u8();
        }
        listing.bytes = tail.position();
        end(tail);
    }

    private void device(Tail tail, long at) throws DamagedStream {
        Part part = add(at, "full");
        part.id = tail.u32() & 0xffffffffL;
        part.name = tail.string();
        part.instance = tail.u32() & 0xffffffffL;
        part.version = tail.u32() & 0xffffffffL;
        try {
            if (!seen.add(part.name + " " + part.instance)) {
                throw new DamagedStream(at, "", "is there twice");
            }
            long body = tail.position();
            body(tail, part);
            part.bytes = tail.position() - body;
            long end = tail.position();
            footer(end, tail.u8(), tail.u32(), part);
        } catch (DamagedStream e) {
            throw e.within("section '" + part.name + "' " + part.instance);
        }
    }

    private void body(Tail tail, Part part) throws DamagedStream {
        Map<?, ?> described = tail.device(part.name, part.instance);
        if (described != null) {
            Object version = described.get("version");
            if (!Long.valueOf(part.version).equals(version)) {
                throw new DamagedStream(
                        part.offset, "", "has version " + part.version + ", but is described as version " + version);
            }
            new FieldLister(tail).struct(described, part.fields);
            return;
        }
        if (tail.problem() == null) {
            throw new DamagedStream(part.offset, "", "is not in the description");
        }
        int length = tail.bytesToFooter((int) part.id);
        if (length < 0) {
            throw new DamagedStream(tail.position(), "", "does not end: its footer is missing");
        }
        tail.bytes(length);
    }

    /** What follows the end mark: a loader needs none of it. */
    private void end(Tail tail) throws DamagedStream {
        if (tail.undescribed() && tail.atDescription()) {
            listing.warnings.add(tail.problem());
            return;
        }
        if (tail.problem() != null) {
            throw new DamagedStream(Math.max(tail.describedAt(), listing.bytes), "description", tail.problem());
        }
        if (!tail.atDescription()) {
            throw new DamagedStream(tail.position(), "description", "does not follow the end mark");
        }
        for (String name : tail.leftOver()) {
            throw new DamagedStream(
                    tail.position(), "description", "describes section '" + name + "', which is not there");
        }
        listing.bytes = listing.descriptionAt + 5 + listing.descriptionBytes;
        if (tail.trailing() > 0) {
            listing.warnings.add(tail.trailing() + " bytes follow the description");
        }
    }
}
