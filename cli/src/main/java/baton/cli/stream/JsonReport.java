package baton.cli.stream;

import baton.cli.stream.Listing.Block;
import baton.cli.stream.Listing.Field;
import baton.cli.stream.Listing.Part;
import baton.monitor.json.JsonWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The list as one JSON object for programs. */
final class JsonReport {
    private JsonReport() {}

    /** The text, on one line. */
    static String of(Listing listing) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("version", listing.version);
        all.put("machine", listing.machine);
        all.put("capabilities", listing.capabilities);
        if (listing.uuid != null) {
            all.put("uuid", listing.uuid);
        }
        all.put("blocks", blocks(listing.blocks));
        all.put("sections", parts(listing.parts));
        if (listing.descriptionAt >= 0) {
            all.put("description", Map.of("offset", listing.descriptionAt, "bytes", listing.descriptionBytes));
        }
        all.put("bytes", listing.bytes);
        all.put("warnings", listing.warnings);
        all.put("damage", damage(listing.damage));
        return JsonWriter.text(all);
    }

    private static Object damage(DamagedStream damage) {
        if (damage == null) {
            return null;
        }
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("offset", damage.offset());
        members.put("where", damage.where());
        members.put("why", damage.getMessage());
        return members;
    }

    private static List<Object> blocks(List<Block> blocks) {
        List<Object> all = new ArrayList<>();
        for (Block block : blocks) {
            Map<String, Object> members = new LinkedHashMap<>();
            members.put("name", block.name);
            members.put("bytes", block.length);
            putIfKnown(members, "guest-address", block.address);
            putIfKnown(members, "bitmap-offset", block.bitmapAt);
            putIfKnown(members, "pages-offset", block.pagesAt);
            members.put("pages", block.pages);
            all.add(members);
        }
        return all;
    }

    private static List<Object> parts(List<Part> parts) {
        List<Object> all = new ArrayList<>();
        for (Part part : parts) {
            Map<String, Object> members = new LinkedHashMap<>();
            members.put("offset", part.offset);
            members.put("item", part.kind);
            members.put("name", part.name);
            putIfKnown(members, "id", part.id);
            putIfKnown(members, "instance", part.instance);
            putIfKnown(members, "version", part.version);
            putIfKnown(members, "bytes", part.bytes);
            if (part.times > 1) {
                members.put("times", part.times);
            }
            if (!part.pages.isEmpty()) {
                members.put("pages", part.pages);
            }
            if (!part.fields.isEmpty()) {
                members.put("fields", fields(part.fields));
            }
            all.add(members);
        }
        return all;
    }

    private static List<Object> fields(List<Field> fields) {
        List<Object> all = new ArrayList<>();
        for (Field field : fields) {
            Map<String, Object> members = new LinkedHashMap<>();
            members.put("name", field.name);
            members.put("type", field.type);
            members.put("offset", field.offset);
            members.put("bytes", field.bytes);
            if (field.fields.isEmpty()) {
                members.put("value", field.value);
            } else {
                members.put("fields", fields(field.fields));
            }
            all.add(members);
        }
        return all;
    }

    private static void putIfKnown(Map<String, Object> members, String name, long value) {
        if (value >= 0) {
            members.put(name, value);
        }
    }
}
