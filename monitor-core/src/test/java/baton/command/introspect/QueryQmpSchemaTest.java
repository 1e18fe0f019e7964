package baton.command.introspect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import baton.monitor.QmpException;
import baton.monitor.json.JsonWriter;
import baton.monitor.qmp.ArgReader;
import baton.monitor.qmp.QmpCommand;
import baton.monitor.qmp.QmpCommands;
import baton.monitor.qmp.QmpMonitor;
import baton.monitor.qmp.Reply;
import baton.monitor.qmp.schema.ArrayType;
import baton.monitor.qmp.schema.Builtin;
import baton.monitor.qmp.schema.CommandSpec;
import baton.monitor.qmp.schema.MigrationTypes;
import baton.monitor.qmp.schema.ObjectType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class QueryQmpSchemaTest {
    private final Map<String, Map<?, ?>> byName = new HashMap<>();

    @Test
    void command_namesItsTypes() throws QmpException {
        run();

        Map<?, ?> migrate = byName.get("migrate");
        Map<?, ?> arguments = byName.get(migrate.get("arg-type"));
        assertEquals("0", migrate.get("ret-type"));
        assertFalse(migrate.containsKey("allow-oob"));
        assertEquals("object", arguments.get("meta-type"));
        assertEquals("{\"name\": \"uri\", \"type\": \"str\", \"default\": null}", member(arguments, 0));
        String channels = (String) ((Map<?, ?>) ((List<?>) arguments.get("members")).get(1)).get("type");
        assertTrue(channels.matches("\\[\\d+\\]"), channels);
    }

    @Test
    void union_hasTagAndACaseForEachValue() throws QmpException {
        run();

        Map<?, ?> address = typeWithTag("transport");
        assertTrue(JsonWriter.text(address.get("variants")).startsWith("[{\"case\": \"socket\", \"type\": \""));
        assertEquals(4, ((List<?>) address.get("variants")).size());
    }

    @Test
    void integersOfAllWidths_areInt() throws QmpException {
        run();

        assertEquals(
                "{\"name\": \"int\", \"meta-type\": \"builtin\", \"json-type\": \"int\"}",
                JsonWriter.text(byName.get("int")));
        assertFalse(byName.containsKey("uint8"));
        assertEquals("[]", JsonWriter.text(byName.get("0").get("members")));
    }

    @Test
    void everyTypeNamed_isListedOnce() throws QmpException {
        List<?> entries = run();

        assertEquals(entries.size(), byName.size());
        for (Object entry : entries) {
            checkNames(entry);
        }
    }

    private void checkNames(Object value) {
        if (value instanceof List<?> list) {
            list.forEach(this::checkNames);
        }
        if (value instanceof Map<?, ?> map) {
            for (Map.Entry<?, ?> member : map.entrySet()) {
                String key = (String) member.getKey();
                if (key.endsWith("type") && !key.equals("meta-type") && !key.equals("json-type")) {
                    assertTrue(byName.containsKey(member.getValue()), key + " " + member.getValue());
                }
                checkNames(member.getValue());
            }
        }
    }

    private static String member(Map<?, ?> type, int index) {
        return JsonWriter.text(((List<?>) type.get("members")).get(index));
    }

    private Map<?, ?> typeWithTag(String tag) {
        return byName.values().stream()
                .filter(e -> tag.equals(e.get("tag")))
                .findFirst()
                .orElseThrow();
    }

    private List<?> run() throws QmpException {
        Object[] result = new Object[1];
        QmpCommands commands = new Two();
        commands.find("query-qmp-schema").run(new ArgReader(Map.of()), new Reply() {
            @Override
            public void done(Object value) {
                result[0] = value;
            }

            @Override
            public void fail(QmpException refusal) {
                throw new AssertionError(refusal);
            }

            @Override
            public QmpMonitor monitor() {
                throw new AssertionError("no monitor here");
            }
        });
        for (Object entry : (List<?>) result[0]) {
            byName.put((String) ((Map<?, ?>) entry).get("name"), (Map<?, ?>) entry);
        }
        return (List<?>) result[0];
    }

    private static final class Two implements QmpCommands {
        @Override
        public QmpCommand find(String name) {
            return name.equals("migrate") ? new Migrate() : new QueryQmpSchema(this);
        }

        @Override
        public String[] names() {
            return new String[] {"migrate", "query-qmp-schema"};
        }
    }

    private static final class Migrate implements QmpCommand {
        @Override
        public CommandSpec spec() {
            return CommandSpec.named("migrate", "")
                    .opt("uri", Builtin.STR)
                    .opt("channels", ArrayType.of(MigrationTypes.CHANNEL))
                    .opt(
                            "more",
                            ObjectType.named("Small").member("n", Builtin.UINT8).build())
                    .build();
        }

        @Override
        public void run(ArgReader in, Reply reply) {
            reply.done();
        }
    }
}
