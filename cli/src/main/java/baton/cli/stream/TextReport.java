package baton.cli.stream;

import baton.cli.stream.Listing.Block;
import baton.cli.stream.Listing.Field;
import baton.cli.stream.Listing.Part;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;

/** The list as tables for people. Names come from the file: what is no plain character is shown as a question mark. */
final class TextReport {
    private static final int MAX_VALUE = 66;

    private final PrintStream out;
    private final boolean brief;

    TextReport(PrintStream out, boolean brief) {
        this.out = out;
        this.brief = brief;
    }

    void print(Listing listing) {
        line("version       %d", listing.version);
        line("machine       %s", plain(listing.machine));
        if (!listing.capabilities.isEmpty()) {
            line("capabilities  %s", plain(String.join(" ", listing.capabilities)));
        }
        if (listing.uuid != null) {
            line("uuid          %s", listing.uuid);
        }
        blocks(listing.blocks);
        parts(listing.parts);
        if (listing.descriptionAt >= 0) {
            line("%10x  %-8s %10d", listing.descriptionAt, "vmdesc", listing.descriptionBytes);
        }
        for (String warning : listing.warnings) {
            line("%nwarning: %s", warning);
        }
        if (listing.damage != null) {
            line("%n%s", damage(listing.damage));
        }
    }

    /** Where and why it breaks, on one line. */
    static String damage(DamagedStream damage) {
        String where = damage.where().isEmpty() ? "" : plain(damage.where()) + ": ";
        return String.format(
                Locale.ROOT,
                "damaged at byte %d (0x%x): %s%s",
                damage.offset(),
                damage.offset(),
                where,
                plain(damage.getMessage()));
    }

    private void blocks(List<Block> blocks) {
        if (blocks.isEmpty()) {
            return;
        }
        line("%n%-24s %14s  %s", "block", "bytes", "pages");
        for (Block block : blocks) {
            StringBuilder more = new StringBuilder(kinds(block.pages));
            if (block.address >= 0) {
                more.append(String.format(Locale.ROOT, "%sguest address 0x%x", separator(more), block.address));
            }
            if (block.pagesAt >= 0) {
                more.append(String.format(
                        Locale.ROOT, "%sbitmap at %x, pages at %x", separator(more), block.bitmapAt, block.pagesAt));
            }
            line("%-24s %14d  %s", plain(block.name), block.length, more.isEmpty() ? "none" : more);
        }
    }

    private static String separator(StringBuilder before) {
        return before.isEmpty() ? "" : ", ";
    }

    private static String kinds(Map<String, Long> pages) {
        StringJoiner kinds = new StringJoiner(", ");
        for (Map.Entry<String, Long> kind : pages.entrySet()) {
            kinds.add(kind.getValue() + " " + kind.getKey());
        }
        return kinds.toString();
    }

    private void parts(List<Part> parts) {
        if (!parts.isEmpty()) {
            line("%n%10s  %-8s %10s %4s  %s", "offset", "item", "bytes", "id", "section, instance, version");
        }
        for (Part part : parts) {
            String id = part.id < 0 ? "" : Long.toString(part.id);
            String bytes = part.bytes < 0 ? "?" : Long.toString(part.bytes);
            line("%10x  %-8s %10s %4s  %s", part.offset, part.kind, bytes, id, described(part));
            if (!brief) {
                fields(part.fields, "    ");
            }
        }
    }

    private static String described(Part part) {
        StringBuilder text = new StringBuilder(plain(part.name));
        if (part.instance >= 0) {
            text.append(' ').append(part.instance).append(" v").append(part.version);
        }
        if (part.times > 1) {
            text.append(", ").append(part.times).append(" times");
        }
        if (!part.pages.isEmpty()) {
            text.append(": ").append(kinds(part.pages));
        }
        return text.toString();
    }

    private void fields(List<Field> fields, String indent) {
        for (Field field : fields) {
            String value = field.value == null ? "" : shortened(plain(String.valueOf(field.value)));
            String name = indent + plain(field.name);
            line("%10x  %-36s %-14s %6d  %s", field.offset, name, plain(field.type), field.bytes, value);
            fields(field.fields, indent + "  ");
        }
    }

    private static String shortened(String value) {
        return value.length() <= MAX_VALUE ? value : value.substring(0, MAX_VALUE) + "...";
    }

    private static String plain(String text) {
        StringBuilder plain = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            plain.append(c >= ' ' && c <= '~' ? c : '?');
        }
        return plain.toString();
    }

    private void line(String format, Object... values) {
        out.println(String.format(Locale.ROOT, format, values).stripTrailing());
    }
}
