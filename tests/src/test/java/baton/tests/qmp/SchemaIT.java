package baton.tests.qmp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import baton.tests.harness.KvmRequired;
import baton.tests.harness.Program;
import baton.tests.harness.QmpClient;
import baton.tests.harness.QmpError;
import baton.tests.harness.TestVm;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The schema as a strict reader takes it, and every answer held to it: no member that is not declared, none missing that is
 * not optional, no word that is not in its enumeration. On every kind of machine.
 */
@KvmRequired
class SchemaIT {
    private static final Set<String> META =
            Set.of("builtin", "enum", "array", "object", "alternate", "command", "event");

    @TempDir
    private Path directory;

    private final Map<String, Map<?, ?>> types = new HashMap<>();
    private final Map<String, Map<?, ?>> commands = new HashMap<>();
    private final Set<String> events = new TreeSet<>();

    static Stream<List<String>> machines() {
        return Stream.of(
                List.of("-machine", "none", "-nodefaults"),
                with(TestVm.MACHINE, "-device", "virtio-rng-device,id=rng0", "-device", "virtio-serial-device"),
                with(TestVm.Q35, "-device", "pcie-root-port,id=rp0", "-device", "virtio-rng-pci,bus=rp0"));
    }

    private static List<String> with(List<String> machine, String... devices) {
        List<String> all = new ArrayList<>(machine);
        all.addAll(List.of(devices));
        return all;
    }

    @ParameterizedTest
    @MethodSource("machines")
    void everyAnswer_isOfTheTypeTheSchemaSays(List<String> machine) throws IOException, QmpError {
        try (TestVm vm = TestVm.startPlain(Program.underTest(), directory, machine, "-S", "-smp", cpus(machine))) {
            QmpClient qmp = vm.qmp();
            read((List<?>) qmp.execute("query-qmp-schema"));
            everyNameIsListed();
            assertEquals(names(qmp.execute("query-commands")), new TreeSet<>(commands.keySet()));
            assertEquals(names(qmp.execute("query-events")), events);
            int answered = 0;
            for (Map.Entry<String, Map<?, ?>> command : commands.entrySet()) {
                if (isFree(command.getValue())) {
                    answered += holds(qmp, command.getKey()) ? 1 : 0;
                }
            }
            assertTrue(answered > 35, "few answers: " + answered);
            everyPropertyIsReadable(qmp, "/", names(qmp.execute("qom-list-types")));
        }
    }

    private static String cpus(List<String> machine) {
        return machine.contains("none") ? "1" : "2";
    }

    private void read(List<?> schema) {
        for (Object entry : schema) {
            Map<?, ?> type = (Map<?, ?>) entry;
            String name = (String) type.get("name");
            assertTrue(META.contains((String) type.get("meta-type")), type.toString());
            switch ((String) type.get("meta-type")) {
                case "command" -> assertEquals(null, commands.put(name, type), name);
                case "event" -> assertTrue(events.add(name), name);
                default -> assertEquals(null, types.put(name, type), name);
            }
        }
    }

    private void everyNameIsListed() {
        for (Map<?, ?> command : commands.values()) {
            assertEquals("object", meta((String) command.get("arg-type")), command.toString());
            assertTrue(types.containsKey((String) command.get("ret-type")), command.toString());
        }
        for (Map<?, ?> type : types.values()) {
            for (Object member : type.get("members") instanceof List<?> members ? members : List.of()) {
                Object named = ((Map<?, ?>) member).get("type");
                assertTrue(named == null || types.containsKey((String) named), type.toString());
            }
        }
    }

    private String meta(String type) {
        return (String) types.get(type).get("meta-type");
    }

    private static Set<String> names(Object list) {
        Set<String> names = new TreeSet<>();
        for (Object entry : (List<?>) list) {
            names.add((String) ((Map<?, ?>) entry).get("name"));
        }
        return names;
    }

    /** Needs no argument and gives something back. */
    private boolean isFree(Map<?, ?> command) {
        if (command.get("ret-type").equals("0") || command.get("name").equals("add-fd")) {
            return false;
        }
        for (Object member :
                (List<?>) types.get((String) command.get("arg-type")).get("members")) {
            if (!((Map<?, ?>) member).containsKey("default")) {
                return false;
            }
        }
        return true;
    }

    private boolean holds(QmpClient qmp, String command) throws IOException {
        try {
            Object answer = qmp.execute(command);
            check((String) commands.get(command).get("ret-type"), answer, command);
            return true;
        } catch (QmpError e) {
            assertTrue(!e.getMessage().contains("Internal error"), command + ": " + e.getMessage());
            return false;
        }
    }

    private void check(String type, Object value, String where) {
        Map<?, ?> entry = types.get(type);
        switch (meta(type)) {
            case "builtin" -> assertTrue(isBuiltin((String) entry.get("json-type"), value), where + ": " + value);
            case "enum" -> assertTrue(((List<?>) entry.get("values")).contains(value), where + ": " + value);
            case "array" -> {
                int at = 0;
                for (Object element : (List<?>) value) {
                    check((String) entry.get("element-type"), element, where + "[" + at++ + "]");
                }
            }
            case "object" -> checkObject(entry, (Map<?, ?>) value, where);
            default -> assertTrue(branches(entry, value), where + ": " + value);
        }
    }

    private boolean branches(Map<?, ?> alternate, Object value) {
        for (Object branch : (List<?>) alternate.get("members")) {
            Map<?, ?> type = types.get((String) ((Map<?, ?>) branch).get("type"));
            Object json = type.get("json-type");
            if (json == null || isBuiltin((String) json, value)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isBuiltin(String json, Object value) {
        return switch (json) {
            case "string" -> value instanceof String;
            case "boolean" -> value instanceof Boolean;
            case "int" -> value instanceof Long || value instanceof BigInteger;
            case "number" -> value instanceof Number;
            case "null" -> value == null;
            default -> true;
        };
    }

    private void checkObject(Map<?, ?> type, Map<?, ?> value, String where) {
        List<Map<?, ?>> members = new ArrayList<>(members(type));
        if (type.get("variants") instanceof List<?> variants) {
            for (Object variant : variants) {
                Map<?, ?> one = (Map<?, ?>) variant;
                if (one.get("case").equals(value.get(type.get("tag")))) {
                    members.addAll(members(types.get((String) one.get("type"))));
                }
            }
        }
        Set<Object> left = new HashSet<>(value.keySet());
        for (Map<?, ?> member : members) {
            String name = (String) member.get("name");
            if (left.remove(name)) {
                check((String) member.get("type"), value.get(name), where + "." + name);
            } else {
                assertTrue(member.containsKey("default"), where + " lacks " + name);
            }
        }
        assertEquals(Set.of(), left, where);
    }

    private static List<Map<?, ?>> members(Map<?, ?> type) {
        List<Map<?, ?>> all = new ArrayList<>();
        for (Object member : (List<?>) type.get("members")) {
            all.add((Map<?, ?>) member);
        }
        return all;
    }

    private void everyPropertyIsReadable(QmpClient qmp, String path, Set<String> types) throws IOException, QmpError {
        for (Object entry : (List<?>) qmp.execute("qom-list", "path", path)) {
            Map<?, ?> property = (Map<?, ?>) entry;
            String name = (String) property.get("name");
            Object value = qmp.execute("qom-get", "path", path, "property", name);
            assertTrue(!name.equals("type") || types.contains(value), () -> "not in qom-list-types: " + value);
            if (((String) property.get("type")).startsWith("child<")) {
                everyPropertyIsReadable(qmp, path.equals("/") ? "/" + name : path + "/" + name, types);
            }
        }
    }
}
