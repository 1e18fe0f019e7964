package baton.migration.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Forms and texts from transcripts/cli-incoming-forms.txt. */
class ChannelAddressTest {
    @Test
    void uris_areParsed() throws BadAddress {
        assertEquals(new ChannelAddress.File("a,b", 0), ChannelAddress.parse("file:a,b"));
        assertEquals(new ChannelAddress.File("/x", 16), ChannelAddress.parse("file:/x,offset=0x10"));
        assertEquals(new ChannelAddress.File("/x", 1 << 20), ChannelAddress.parse("file:/x,offset=1M"));
        assertEquals(
                new ChannelAddress.Command(List.of("/bin/sh", "-c", "cat > x:y")),
                ChannelAddress.parse("exec:cat > x:y"));
        assertEquals(new ChannelAddress.Descriptor("mig"), ChannelAddress.parse("fd:mig"));
        assertEquals(new ChannelAddress.Unix("/tmp/s"), ChannelAddress.parse("unix:/tmp/s"));
        assertEquals(new ChannelAddress.Inet("0", 0, 0, null, null), ChannelAddress.parse("tcp:0:0"));
        assertEquals(new ChannelAddress.Inet("::1", 4, 4, null, null), ChannelAddress.parse("tcp:[::1]:4"));
        assertEquals(
                new ChannelAddress.Inet("127.0.0.1", 1, 9, true, false),
                ChannelAddress.parse("tcp:127.0.0.1:1,to=9,ipv4,ipv6=off"));
        assertEquals(new ChannelAddress.Memory(), ChannelAddress.parse("memfd:"));
        assertEquals(new ChannelAddress.Inet("", 7, 7, null, true), ChannelAddress.parse("tcp::7,ipv6=on"));
        assertEquals(new ChannelAddress.Unix("/tmp/a,b"), ChannelAddress.parse("unix:/tmp/a,b"));
        assertEquals(new ChannelAddress.Vsock(0xffff_ffffL, 7), ChannelAddress.parse("vsock:4294967295:7"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "foo:bar|unknown migration protocol: foo:bar",
                "nocolon|unknown migration protocol: nocolon",
                "''|unknown migration protocol: ",
                "file:x,offset=zz|file URI has bad offset zz: Invalid argument",
                "file:x,offset=16E|file URI has bad offset 16E: Invalid argument",
                "file:x,offset=|file URI has bad offset : Invalid argument",
                "memfd:x|memfd: takes nothing after the colon",
                "tcp:host|error parsing address 'host'",
                "file:x,offset=-1|file URI has bad offset -1: Numerical result out of range",
                "fd:|invalid file descriptor address",
                "unix:|invalid Unix socket address",
                "tcp:[::1:4|error parsing IPv6 address '[::1:4'",
                "tcp:[]:4|error parsing IPv6 address '[]:4'",
                "tcp:[::1]4|error parsing IPv6 address '[::1]4'",
                "tcp::|error parsing port in address ':'",
                "tcp:h:|error parsing address 'h:'",
                "tcp:|error parsing address ''",
                "tcp:::1|address resolution failed for ::1: Servname not supported for ai_socktype",
                "tcp:h:1,to=x|error parsing to= argument",
                "tcp:h:5,to=3|port range 5 to 3 is empty or ends above 65535",
                "tcp:h:5,ipv4=maybe|error parsing 'ipv4' flag '=maybe'",
                "tcp:h:5,ipv4=off,ipv6=off|Cannot disable IPv4 and IPv6 at same time",
                "vsock:|error parsing address ''",
                "vsock:5|error parsing address '5'",
                "vsock::5|error parsing address ':5'",
                "vsock:x:5|Failed to parse cid 'x'",
                "vsock:99999999999:5|Failed to parse cid '99999999999'",
                "vsock:1:x|Failed to parse port 'x'",
                "tcp:h:99999|port '99999' is out of range: expected 0 to 65535",
                "tcp:h:x|address resolution failed for h:x: Servname not supported for ai_socktype",
            })
    void nonsense_isRefused(String uri, String text) {
        assertEquals(
                text.strip(),
                assertThrows(BadAddress.class, () -> ChannelAddress.parse(uri))
                        .getMessage()
                        .strip());
    }

    @Test
    void option_isReadInBothForms() throws BadAddress {
        Map<String, Object> json = Map.of(
                "channel-type",
                "main",
                "addr",
                Map.of("transport", "socket", "type", "inet", "host", "127.0.0.1", "port", "44512"));
        assertEquals(
                new MigrationChannel(
                        MigrationChannel.Kind.MAIN, new ChannelAddress.Inet("127.0.0.1", 44512, 44512, null, null)),
                MigrationChannel.readOption(json, false));
        Map<String, Object> dotted =
                Map.of("channel-type", "cpr", "addr", Map.of("transport", "file", "filename", "f", "offset", "4k"));
        assertEquals(
                new MigrationChannel(MigrationChannel.Kind.CPR, new ChannelAddress.File("f", 4096)),
                MigrationChannel.readOption(dotted, true));
    }

    @Test
    void option_isRefusedWithQemusTexts() {
        Map<String, Object> file = Map.of("transport", "file", "filename", "x");
        assertEquals("Parameter 'channel-type' is missing", option(Map.of()));
        assertEquals("Parameter 'channel-type' does not accept value '/vm/x'", option(Map.of("channel-type", "/vm/x")));
        assertEquals("Parameter 'addr' is missing", option(Map.of("channel-type", "cpr")));
        assertEquals("Parameter 'addr.offset' is missing", option(Map.of("channel-type", "main", "addr", file)));
        assertEquals(
                "Parameter 'foo' is unexpected",
                option(Map.of(
                        "channel-type", "main", "foo", 1L, "addr", Map.of("transport", "exec", "args", List.of("a")))));
        assertEquals(
                "Invalid parameter type for 'addr', expected: object",
                option(Map.of("channel-type", "main", "addr", "x")));
    }

    @Test
    void socketsOfEveryType_areRead() throws BadAddress {
        assertEquals(new ChannelAddress.Vsock(2, 9), socket(Map.of("type", "vsock", "cid", "2", "port", "9")));
        assertEquals(
                new ChannelAddress.Unix("n", true, false),
                socket(Map.of("type", "unix", "path", "n", "abstract", true, "tight", false)));
        assertEquals(
                new ChannelAddress.Inet("h", 1, 1, null, true),
                socket(Map.of("type", "inet", "host", "h", "port", "1", "ipv6", true, "numeric", true, "mptcp", true)));
    }

    @Test
    void unixName_isThePathOrBeginsWithNul() {
        assertEquals("/p", new ChannelAddress.Unix("/p").name());
        assertEquals("\0n", new ChannelAddress.Unix("n", true, true).name());
        assertEquals(108, new ChannelAddress.Unix("n", true, false).name().length());
    }

    @Test
    void longUnixPath_andEmptyCommand_areRefused() {
        String path = "x".repeat(108);
        assertEquals(
                "UNIX socket path '" + path + "' is too long",
                assertThrows(BadAddress.class, () -> ChannelAddress.parse("unix:" + path))
                        .getMessage());
        assertEquals(
                "Parameter 'args' names no command: give the program and its arguments",
                option(Map.of("channel-type", "main", "addr", Map.of("transport", "exec", "args", List.of()))));
    }

    private static ChannelAddress socket(Map<String, Object> members) throws BadAddress {
        Map<String, Object> addr = new HashMap<>(members);
        addr.put("transport", "socket");
        return MigrationChannel.readOption(Map.of("channel-type", "main", "addr", addr), false)
                .address();
    }

    @Test
    void portRange_mustBeOne() {
        for (long to : new long[] {1, 65536, 4_000_000_000L, -1}) {
            Map<String, Object> addr =
                    Map.of("transport", "socket", "type", "inet", "host", "h", "port", "44512", "to", to);
            assertEquals(
                    "port range 44512 to " + to + " is empty or ends above 65535",
                    option(Map.of("channel-type", "main", "addr", addr)));
        }
    }

    private static String option(Map<String, ?> map) {
        return assertThrows(BadAddress.class, () -> MigrationChannel.readOption(map, false))
                .getMessage();
    }
}
