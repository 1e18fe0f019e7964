package baton.monitor.qmp.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import baton.migration.params.Parameter;
import baton.monitor.QmpException;
import baton.monitor.json.JsonReader;
import baton.monitor.json.JsonSyntaxException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ObjectTypeTest {
    private static final ObjectType MIGRATE = ObjectType.named("")
            .optional("uri", Builtin.STR)
            .optional("channels", ArrayType.of(MigrationTypes.CHANNEL))
            .optional("capabilities", ArrayType.of(MigrationTypes.CAPABILITY_STATUS))
            .optional("parameters", MigrationTypes.SET_PARAMETERS)
            .optional("detach", Builtin.BOOL)
            .build();

    /** Texts of QEMU 10.0.2 and 10.2.2. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'channels':[{'channel-type':'main','addr':{'transport':'foo'}}]}"
                        + "|Parameter 'transport' does not accept value 'foo'",
                "{'channels':[{'channel-type':'main','addr':{'filename':'x'}}]}"
                        + "|Parameter 'channels[0].addr.transport' is missing",
                "{'channels':[{'channel-type':'main','addr':{'transport':'file','filename':'x'}}]}"
                        + "|Parameter 'channels[0].addr.offset' is missing",
                "{'channels':[{'channel-type':'main','addr':{'transport':'socket','type':'inet','host':'a'}}]}"
                        + "|Parameter 'channels[0].addr.port' is missing",
                "{'channels':[{'addr':{}}]}|Parameter 'channels[0].channel-type' is missing",
                "{'channels':{}}|Invalid parameter type for 'channels', expected: array",
                "{'uri':'x','detach':1}|Invalid parameter type for 'detach', expected: boolean",
                "{'capabilities':[1]}|Invalid parameter type for 'capabilities[0]', expected: object",
                "{'capabilities':[{'capability':'events'}]}|Parameter 'capabilities[0].state' is missing",
                "{'capabilities':[{'capability':'foo','state':true}]}"
                        + "|Parameter 'capability' does not accept value 'foo'",
                "{'capabilities':[{'capability':'events','state':true,'x':1}]}"
                        + "|Parameter 'capabilities[0].x' is unexpected",
                "{'parameters':{'throttle-trigger-threshold':256}}"
                        + "|Parameter 'throttle-trigger-threshold' expects uint8_t",
                "{'parameters':{'max-bandwidth':1.0}}|Parameter 'parameters.max-bandwidth' expects uint64",
                "{'parameters':{'mode':1}}|Invalid parameter type for 'parameters.mode', expected: string",
                "{'parameters':{'tls-creds':1}}" + "|Invalid parameter type for 'tls-creds', expected: StrOrNull",
                "{'x':1}|Parameter 'x' is unexpected"
            })
    void badArguments_areRefusedInQemusWords(String json, String text) throws JsonSyntaxException {
        Map<String, Object> arguments = parse(json);

        QmpException e = assertThrows(QmpException.class, () -> MIGRATE.checkArguments(arguments));

        assertEquals(text, e.getMessage());
    }

    @Test
    void goodArguments_comeBackInOneForm() throws QmpException, JsonSyntaxException {
        Map<String, Object> in = parse("{'parameters':{'max-bandwidth':18446744073709551615,'tls-creds':null},"
                + "'channels':[{'addr':{'offset':-1,'transport':'file','filename':'x'},'channel-type':'main'}]}");

        Map<String, Object> out = MIGRATE.checkArguments(in);

        assertEquals(-1L, ((Map<?, ?>) out.get("parameters")).get("max-bandwidth"));
        Map<?, ?> channel = (Map<?, ?>) ((List<?>) out.get("channels")).get(0);
        assertEquals(Map.of("transport", "file", "filename", "x", "offset", -1L), channel.get("addr"));
    }

    @Test
    void parametersOfTheSchema_areThoseOfTheEngine() {
        Set<String> declared = new TreeSet<>();
        for (Member member : MigrationTypes.PARAMETERS.members()) {
            declared.add(member.name());
        }
        Set<String> known = new TreeSet<>();
        for (Parameter parameter : Parameter.values()) {
            known.add(parameter.wireName());
        }

        assertEquals(known, declared);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> parse(String json) throws JsonSyntaxException {
        return (Map<String, Object>) JsonReader.parse(json);
    }
}
