package baton.cli.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ListenFdsTest {
    private static List<String> names(String pid, String count, String names) {
        Map<String, String> environment = new HashMap<>();
        environment.put("LISTEN_PID", pid);
        environment.put("LISTEN_FDS", count);
        environment.put("LISTEN_FDNAMES", names);
        environment.values().removeIf(value -> value == null);
        return ListenFds.names(environment, 42);
    }

    @Test
    void eachDescriptor_hasItsName() {
        assertEquals(List.of("qmp", "", "console"), names("42", "3", "qmp::console"));
        assertEquals(List.of("qmp", ""), names("42", "2", "qmp"));
        assertEquals(List.of(""), names("42", "1", null));
    }

    @ParameterizedTest
    @CsvSource({"41,1,a", "x,1,a", ",1,a", "42,,a", "42,-1,a", "42,9999999,a", "42,99999999999999,a", "42,0,a"})
    void whatIsForAnotherProcess_orNonsense_isNone(String pid, String count, String names) {
        assertEquals(List.of(), names(pid, count, names));
    }
}
