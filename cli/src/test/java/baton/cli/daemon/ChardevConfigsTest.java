package baton.cli.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import baton.chardev.ChardevConfig;
import baton.chardev.ChardevException;
import baton.cli.options.ChardevBackend;
import baton.cli.options.ChardevOptions;
import baton.cli.options.OnOffAuto;
import baton.cli.options.SocketEndpoint;
import baton.monitor.FdStore;
import org.junit.jupiter.api.Test;

class ChardevConfigsTest {
    private static final FdStore NONE = new FdStore();

    @Test
    void plainBackends_keepTheirOptions() throws ChardevException {
        assertEquals(new ChardevConfig.Null("c", true), of(new ChardevBackend.Null()));
        assertEquals(new ChardevConfig.Stdio("c", true, true), of(new ChardevBackend.Stdio(true)));
        assertEquals(
                new ChardevConfig.Output("c", true, "out", true, "in"), of(new ChardevBackend.File("out", true, "in")));
        assertEquals(new ChardevConfig.Pipe("c", true, "p"), of(new ChardevBackend.Pipe("p")));
        assertEquals(new ChardevConfig.Device("c", true, "/dev/ttyS0"), of(new ChardevBackend.Device("/dev/ttyS0")));
        assertEquals(new ChardevConfig.Ringbuf("c", true, 64), of(new ChardevBackend.RingBuffer(64)));
    }

    @Test
    void fileOfAGuestThatGoesOn_isAppendedTo() throws ChardevException {
        ChardevBackend file = new ChardevBackend.File("out", false, null);
        ChardevOptions options = new ChardevOptions("c", false, null, false, file, "-chardev x");

        assertEquals(new ChardevConfig.Output("c", false, "out", true, null), ChardevConfigs.of(options, true, NONE));
        assertEquals(new ChardevConfig.Output("c", false, "out", false, null), ChardevConfigs.of(options, false, NONE));
    }

    @Test
    void sockets_keepTheirOptions() throws ChardevException {
        SocketEndpoint unix = new SocketEndpoint.Unix("/s", false, true);

        assertEquals(
                new ChardevConfig.Socket(
                        "c",
                        true,
                        new ChardevConfig.UnixAddress("/s"),
                        true,
                        new ChardevConfig.SocketOptions(true, true, true, 0)),
                of(new ChardevBackend.Socket(unix, true, true, ChardevBackend.Protocol.TELNET, true, 0)));
        assertEquals(new ChardevConfig.InheritedAddress(7), address(new SocketEndpoint.Descriptor("7")));
    }

    @Test
    void oneFamilyAskedFor_excludesTheOther() throws ChardevException {
        assertEquals(inet(true, true), address(endpoint(OnOffAuto.AUTO, OnOffAuto.AUTO)));
        assertEquals(inet(true, false), address(endpoint(OnOffAuto.ON, OnOffAuto.AUTO)));
        assertEquals(inet(false, true), address(endpoint(OnOffAuto.OFF, OnOffAuto.AUTO)));
        assertEquals(inet(true, true), address(endpoint(OnOffAuto.ON, OnOffAuto.ON)));
    }

    @Test
    void whatNoChardevDoes_isRefusedByName() {
        ChardevOptions logged = new ChardevOptions("c", false, "log", false, new ChardevBackend.Null(), "-chardev x");

        assertThrows(ChardevException.class, () -> ChardevConfigs.of(logged, false, NONE));
        assertThrows(ChardevException.class, () -> address(new SocketEndpoint.Unix("/s", true, true)));
        assertThrows(ChardevException.class, () -> address(new SocketEndpoint.Descriptor("foo")));
    }

    private static ChardevConfig.Address inet(boolean ipv4, boolean ipv6) {
        return new ChardevConfig.InetAddress("h", "1", 9, ipv4, ipv6);
    }

    private static SocketEndpoint endpoint(OnOffAuto ipv4, OnOffAuto ipv6) {
        return new SocketEndpoint.Inet("h", "1", 9, ipv4, ipv6);
    }

    private static ChardevConfig.Address address(SocketEndpoint endpoint) throws ChardevException {
        ChardevBackend socket = new ChardevBackend.Socket(endpoint, true, false, ChardevBackend.Protocol.RAW, false, 0);
        return ((ChardevConfig.Socket) of(socket)).address();
    }

    private static ChardevConfig of(ChardevBackend backend) throws ChardevException {
        return ChardevConfigs.of(new ChardevOptions("c", true, null, false, backend, "-chardev x"), false, NONE);
    }
}
