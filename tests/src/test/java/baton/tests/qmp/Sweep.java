package baton.tests.qmp;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Requests that are wrong in one way each, made from {@code query-qmp-schema} alone: an argument left out, one of another
 * type, one nobody knows; and others that are only at the edge of what their types can hold.
 */
final class Sweep {
    private static final BigInteger ABOVE_U64 = BigInteger.ONE.shiftLeft(64);
    private static final int DEEPEST = 2;

    private final Map<String, Map<?, ?>> types = new LinkedHashMap<>();
    private final List<Map<?, ?>> commands = new ArrayList<>();

    /** @param schema what {@code query-qmp-schema} returned */
    Sweep(List<?> schema) {
        for (Object entry : schema) {
            Map<?, ?> type = (Map<?, ?>) entry;
            if (type.get("meta-type").equals("command")) {
                commands.add(type);
            } else {
                types.put((String) type.get("name"), type);
            }
        }
    }

    /** Names of all commands. */
    List<String> commands() {
        List<String> names = new ArrayList<>();
        for (Map<?, ?> command : commands) {
            names.add((String) command.get("name"));
        }
        return names;
    }

    /** Requests each of which must be refused, for all commands but {@code except}. */
    List<Map<String, Object>> wrong(List<String> except) {
        List<Map<String, Object>> all = new ArrayList<>();
        for (Map<?, ?> command : commands) {
            String name = (String) command.get("name");
            if (except.contains(name)) {
                continue;
            }
            for (Object arguments : wrongObjects((String) command.get("arg-type"), 0)) {
                all.add(request(name, arguments));
            }
            all.add(request(name, 1L));
        }
        return all;
    }

    /** Requests of the right types with the largest, smallest and longest there can be; some may succeed. */
    List<Map<String, Object>> extreme(List<String> except) {
        List<Map<String, Object>> all = new ArrayList<>();
        for (Map<?, ?> command : commands) {
            String name = (String) command.get("name");
            if (except.contains(name)) {
                continue;
            }
            for (Map<?, ?> member : members((String) command.get("arg-type"))) {
                for (Object value : extremes((String) member.get("type"))) {
                    Map<String, Object> arguments = valid((String) command.get("arg-type"));
                    arguments.put((String) member.get("name"), value);
                    all.add(request(name, arguments));
                }
            }
        }
        return all;
    }

    private static Map<String, Object> request(String command, Object arguments) {
        Map<String, Object> request = new LinkedHashMap<>();
        request.put("execute", command);
        request.put("arguments", arguments);
        return request;
    }

    // ---- what is wrong

    private List<Object> wrongObjects(String type, int depth) {
        List<Object> all = new ArrayList<>(wrongMembers(members(type), Map.of(), depth));
        for (Map<?, ?> variant : variants(type)) {
            Map<String, Object> common = valid(type);
            common.put((String) types.get(type).get("tag"), variant.get("case"));
            List<Map<?, ?>> more = members((String) variant.get("type"));
            all.addAll(wrongMembers(more, common, depth));
        }
        Map<String, Object> unknown = validWithVariant(type);
        unknown.put("no-such-argument", 1L);
        all.add(unknown);
        return all;
    }

    private List<Object> wrongMembers(List<Map<?, ?>> members, Map<String, Object> common, int depth) {
        List<Object> all = new ArrayList<>();
        Map<String, Object> before = new LinkedHashMap<>(common);
        for (Map<?, ?> member : members) {
            String name = (String) member.get("name");
            String memberType = (String) member.get("type");
            if (!member.containsKey("default")) {
                all.add(new LinkedHashMap<>(before));
            }
            for (Object value : wrongValues(memberType, depth)) {
                Map<String, Object> arguments = new LinkedHashMap<>(before);
                arguments.put(name, value);
                all.add(arguments);
            }
            if (!member.containsKey("default")) {
                before.put(name, validValue(memberType));
            }
        }
        return all;
    }

    private List<Object> wrongValues(String type, int depth) {
        Map<?, ?> entry = types.get(type);
        return switch ((String) entry.get("meta-type")) {
            case "builtin" -> wrongBuiltins((String) entry.get("json-type"));
            case "enum" -> List.of("no-such-word", 1L);
            case "array" -> wrongArrays((String) entry.get("element-type"), depth);
            case "object" -> wrongNested(type, depth);
            default -> wrongBranches(entry, depth);
        };
    }

    /** Of no branch of an alternate, and of those of its objects. */
    private List<Object> wrongBranches(Map<?, ?> alternate, int depth) {
        List<Object> all = new ArrayList<>(List.of(1.5, List.of()));
        for (Object branch : (List<?>) alternate.get("members")) {
            String type = (String) ((Map<?, ?>) branch).get("type");
            if (types.get(type).get("meta-type").equals("object")) {
                all.addAll(depth < DEEPEST ? wrongObjects(type, depth + 1) : List.of());
            }
        }
        return all;
    }

    private static List<Object> wrongBuiltins(String jsonType) {
        return switch (jsonType) {
            case "string" -> List.of(1L, Map.of());
            case "int" -> List.of("x", 1.5, true);
            case "number" -> List.of("x");
            case "boolean" -> List.of("x", 0L);
            default -> List.of();
        };
    }

    private List<Object> wrongArrays(String element, int depth) {
        List<Object> all = new ArrayList<>(List.of("x"));
        for (Object value : wrongValues(element, depth)) {
            all.add(List.of(value));
        }
        return all;
    }

    private List<Object> wrongNested(String type, int depth) {
        List<Object> all = new ArrayList<>(List.of("x"));
        if (depth < DEEPEST) {
            all.addAll(wrongObjects(type, depth + 1));
        }
        return all;
    }

    // ---- what is right

    private Map<String, Object> valid(String type) {
        Map<String, Object> all = new LinkedHashMap<>();
        for (Map<?, ?> member : members(type)) {
            if (!member.containsKey("default")) {
                all.put((String) member.get("name"), validValue((String) member.get("type")));
            }
        }
        return all;
    }

    private Object validValue(String type) {
        Map<?, ?> entry = types.get(type);
        return switch ((String) entry.get("meta-type")) {
            case "builtin" -> validBuiltin((String) entry.get("json-type"));
            case "enum" -> ((List<?>) entry.get("values")).get(0);
            case "array" -> List.of();
            case "object" -> validWithVariant(type);
            default -> "x";
        };
    }

    private static Object validBuiltin(String jsonType) {
        return switch (jsonType) {
            case "int", "number" -> 1L;
            case "boolean" -> true;
            default -> "sweep";
        };
    }

    private Map<String, Object> validWithVariant(String type) {
        Map<String, Object> all = valid(type);
        for (Map<?, ?> variant : variants(type)) {
            if (variant.get("case").equals(all.get(types.get(type).get("tag")))) {
                valid((String) variant.get("type")).forEach(all::putIfAbsent);
            }
        }
        return all;
    }

    private List<Map<?, ?>> variants(String type) {
        List<Map<?, ?>> all = new ArrayList<>();
        for (Object variant : types.get(type).get("variants") instanceof List<?> variants ? variants : List.of()) {
            all.add((Map<?, ?>) variant);
        }
        return all;
    }

    private List<Map<?, ?>> members(String type) {
        List<Map<?, ?>> all = new ArrayList<>();
        Map<?, ?> entry = types.get(type);
        for (Object member : (List<?>) entry.get("members")) {
            all.add((Map<?, ?>) member);
        }
        return all;
    }

    private List<Object> extremes(String type) {
        Map<?, ?> entry = types.get(type);
        if (entry.get("meta-type").equals("array")) {
            return List.of(List.of());
        }
        return switch (String.valueOf(entry.get("json-type"))) {
            case "int" -> List.of(
                    Long.MIN_VALUE, Long.MAX_VALUE, -1L, 0L, ABOVE_U64.subtract(BigInteger.ONE), ABOVE_U64);
            case "number" -> List.of(-Double.MAX_VALUE, Double.MAX_VALUE);
            case "string" -> List.of("", "x".repeat(65536), "/\u0000/..\n\u00e9\ud83d\ude00", "%s%n%p");
            default -> List.of();
        };
    }
}
