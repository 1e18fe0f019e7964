package baton.cli.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import baton.cli.daemon.Declarations;
import baton.monitor.qmp.QmpCommands;
import baton.monitor.qmp.schema.CommandSpec;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SchemaCommandTest {
    @Test
    void command_isShownWithWhatItTakesAndGives() throws IOException {
        assertEquals(
                "Command stop: Stop the guest\nTakes nothing\nReturns nothing\n",
                SchemaCommand.one(specs(), "stop").replaceFirst("stop: .*\n", "stop: Stop the guest\n"));
        String object = SchemaCommand.one(specs(), "object-del");
        assertTrue(object.contains("Takes:\n  id: str\n"), object);
    }

    @Test
    void everyCommandAndEvent_hasAPage() throws IOException {
        List<CommandSpec> specs = specs();
        for (String name : new SchemaCommand.Names()) {
            assertTrue(SchemaCommand.one(specs, name).contains(name), name);
        }
        assertNull(SchemaCommand.one(specs, "no-such-thing"));
    }

    private static List<CommandSpec> specs() throws IOException {
        QmpCommands commands = Declarations.load().commands();
        List<CommandSpec> specs = new ArrayList<>();
        for (String name : commands.names()) {
            specs.add(commands.find(name).spec());
        }
        return specs;
    }
}
