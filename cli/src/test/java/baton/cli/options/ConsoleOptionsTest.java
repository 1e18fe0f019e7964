package baton.cli.options;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConsoleOptionsTest {
    @Test
    void plainStart_hasUnconnectedSerialAndNoMonitor() throws OptionException {
        ConsoleOptions console = Parsing.run().console();

        assertEquals(List.of("serial0"), console.serials());
        assertEquals(new ChardevBackend.Null(), backend(console, "serial0"));
        assertEquals(List.of(), console.monitors());
    }

    @Test
    void nographic_multiplexesSerialAndMonitorOnStdio() throws OptionException {
        ConsoleOptions console = Parsing.run("-nographic").console();

        assertEquals(
                new ChardevOptions("serial0", true, null, false, new ChardevBackend.Stdio(false), ""),
                console.chardevs().get(0));
        assertEquals(List.of(new MonitorOptions("serial0", false, false, "")), console.monitors());
    }

    @Test
    void nographicWithMonitor_leavesSerialOnStdio() throws OptionException {
        ConsoleOptions console = Parsing.run("-nographic", "-monitor", "null").console();

        assertEquals(new ChardevBackend.Stdio(true), backend(console, "serial0"));
        assertEquals(List.of("compat_monitor0", "serial0"), ids(console));
    }

    @Test
    void nographicWithSerial_leavesMonitorOnStdio() throws OptionException {
        ConsoleOptions console = Parsing.run("-nographic", "-serial", "null").console();

        assertEquals(new ChardevBackend.Stdio(true), backend(console, "compat_monitor0"));
        assertEquals(1, console.monitors().size());
    }

    @Test
    void nodefaults_hasNothing() throws OptionException {
        assertEquals(
                List.of(), Parsing.run("-nodefaults", "-nographic").console().chardevs());
        assertEquals(List.of(), Parsing.run("-nodefaults").console().serials());
    }

    @Test
    void nographicDaemon_isRefused() {
        assertEquals("qemu: -nographic cannot be used with -daemonize", Parsing.error("-nographic", "-daemonize"));
        assertEquals(
                "qemu: -qmp stdio: cannot use stdio with -daemonize", Parsing.error("-qmp", "stdio", "-daemonize"));
    }

    @Test
    void shortForms_makeChardevs() throws OptionException {
        ConsoleOptions console = Parsing.run(
                        "-serial",
                        "file:/a,b",
                        "-serial",
                        "none",
                        "-serial",
                        "pipe:/p",
                        "-serial",
                        "/dev/ttyS0",
                        "-serial",
                        "tcp:h:1,server,nowait",
                        "-serial",
                        "telnet:[::1]:2,nodelay=on",
                        "-qmp",
                        "unix:/q,,1,server=on",
                        "-qmp-pretty",
                        "unix:/c,reconnect=2",
                        "-monitor",
                        "tcp::4")
                .console();

        assertEquals(Arrays.asList("serial0", null, "serial2", "serial3", "serial4", "serial5"), console.serials());
        assertEquals(new ChardevBackend.File("/a,b", false, null), backend(console, "serial0"));
        assertEquals(new ChardevBackend.Pipe("/p"), backend(console, "serial2"));
        assertEquals(new ChardevBackend.Device("/dev/ttyS0"), backend(console, "serial3"));
        assertEquals(
                socket(inet("h", "1"), true, false, ChardevBackend.Protocol.RAW, false, 0),
                backend(console, "serial4"));
        assertEquals(
                socket(inet("::1", "2"), false, false, ChardevBackend.Protocol.TELNET, true, 0),
                backend(console, "serial5"));
        assertEquals(
                socket(unix("/q,1"), true, true, ChardevBackend.Protocol.RAW, false, 0),
                backend(console, "compat_monitor0"));
        assertEquals(
                socket(unix("/c"), false, false, ChardevBackend.Protocol.RAW, false, 2000),
                backend(console, "compat_monitor1"));
        assertEquals(
                socket(inet("", "4"), false, false, ChardevBackend.Protocol.RAW, false, 0),
                backend(console, "compat_monitor2"));
        assertEquals(
                List.of(
                        new MonitorOptions("compat_monitor0", true, false, "-qmp unix:/q,,1,server=on"),
                        new MonitorOptions("compat_monitor1", true, true, "-qmp-pretty unix:/c,reconnect=2"),
                        new MonitorOptions("compat_monitor2", false, false, "-monitor tcp::4")),
                console.monitors());
    }

    @Test
    void chardevs_haveAllKeys() throws OptionException {
        ConsoleOptions console = chardevs(
                "stdio,id=a,mux=on,signal=off,logfile=/l,logappend=on",
                "file,id=b,path=/p,append=on,input-path=/i",
                "ringbuf,id=c,size=4K");

        ChardevBackend stdio = new ChardevBackend.Stdio(false);
        String where = console.chardevs().get(0).where();
        assertEquals(
                new ChardevOptions("a", true, "/l", true, stdio, where),
                console.chardevs().get(0));
        assertEquals(new ChardevBackend.File("/p", true, "/i"), backend(console, "b"));
        assertEquals(new ChardevBackend.RingBuffer(4096), backend(console, "c"));
    }

    @Test
    void sockets_haveAllKeys() throws OptionException {
        ConsoleOptions console = chardevs(
                "socket,id=d,fd=7,server=on,wait=off",
                "socket,id=e,path=x,abstract=on,tight=off,reconnect-ms=50",
                "socket,id=f,host=h,port=p,to=9,ipv4=on,ipv6=off,server=on,telnet=on");

        ChardevBackend.Protocol raw = ChardevBackend.Protocol.RAW;
        SocketEndpoint named = new SocketEndpoint.Unix("x", true, false);
        SocketEndpoint inet = new SocketEndpoint.Inet("h", "p", 9, OnOffAuto.ON, OnOffAuto.OFF);
        assertEquals(socket(new SocketEndpoint.Descriptor("7"), true, false, raw, false, 0), backend(console, "d"));
        assertEquals(socket(named, false, false, raw, false, 50), backend(console, "e"));
        assertEquals(socket(inet, true, true, ChardevBackend.Protocol.TELNET, false, 0), backend(console, "f"));
    }

    @Test
    void mon_connectsMonitorToChardev() throws OptionException {
        ConsoleOptions console = Parsing.run(
                        "-mon",
                        "a",
                        "-chardev",
                        "null,id=a,mux=on",
                        "-serial",
                        "chardev:a",
                        "-mon",
                        "chardev=a,mode=control,pretty=on")
                .console();

        assertEquals(List.of("a"), console.serials());
        assertEquals(
                new MonitorOptions("a", false, false, "-mon a"),
                console.monitors().get(0));
        assertEquals(
                new MonitorOptions("a", true, true, "-mon chardev=a,mode=control,pretty=on"),
                console.monitors().get(1));
    }

    private static ConsoleOptions chardevs(String... chardevs) throws OptionException {
        List<String> words = new ArrayList<>();
        for (String chardev : chardevs) {
            words.addAll(List.of("-chardev", chardev));
        }
        return Parsing.run(words.toArray(new String[0])).console();
    }

    private static ChardevBackend socket(
            SocketEndpoint at, boolean server, boolean wait, ChardevBackend.Protocol p, boolean nodelay, long again) {
        return new ChardevBackend.Socket(at, server, wait, p, nodelay, again);
    }

    private static SocketEndpoint inet(String host, String port) {
        return new SocketEndpoint.Inet(host, port, 0, OnOffAuto.AUTO, OnOffAuto.AUTO);
    }

    private static SocketEndpoint unix(String path) {
        return new SocketEndpoint.Unix(path, false, true);
    }

    private static ChardevBackend backend(ConsoleOptions console, String id) {
        return console.chardevs().stream()
                .filter(c -> c.id().equals(id))
                .findFirst()
                .orElseThrow()
                .backend();
    }

    private static List<String> ids(ConsoleOptions console) {
        return console.chardevs().stream().map(ChardevOptions::id).toList();
    }
}
