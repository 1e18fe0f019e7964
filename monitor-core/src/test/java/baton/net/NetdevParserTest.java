package baton.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Keys of netdevs; texts are QEMU 10's. */
class NetdevParserTest {
    private static NetdevConfig parse(String text, boolean typed) throws NetException {
        Map<String, Object> members = new LinkedHashMap<>();
        for (String part : text.split(" ")) {
            int equals = part.indexOf('=');
            String key = part.substring(0, equals);
            int dot = key.indexOf('.');
            if (dot < 0) {
                members.put(key, part.substring(equals + 1));
            } else {
                @SuppressWarnings("unchecked") // made here
                Map<String, Object> inner = (Map<String, Object>)
                        members.computeIfAbsent(key.substring(0, dot), k -> new LinkedHashMap<String, Object>());
                inner.put(key.substring(dot + 1), part.substring(equals + 1));
            }
        }
        return NetdevParser.parse(members, typed);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "id=x|Parameter 'type' is missing",
                "type=foo id=x|Parameter 'type' does not accept value 'foo'",
                "type=tap|Parameter 'id' is missing",
                "type=tap id=1 script=no|Parameter 'id' expects an identifier",
                "type=tap id=a script=no bla=1|Invalid parameter 'bla'",
                "type=tap id=a script=no cpr=maybe|Parameter 'cpr' expects 'on' or 'off'",
                "type=tap id=a fd=3 ifname=b|ifname=, script=, downscript=, vnet_hdr=, helper=, queues=, fds=, and",
                "type=tap id=a|network script /etc/qemu-ifup: Baton runs none",
                "type=tap id=a script=/bin/x|network script /bin/x: Baton runs none",
                "type=tap id=a script=no vhost=on|vhost=on is not supported by Baton",
                "type=tap id=a script=no queues=2|queues= is not supported by Baton",
                "type=stream id=a|Parameter 'addr' is missing",
                "type=stream id=a addr.type=foo|Parameter 'type' does not accept value 'foo'",
                "type=stream id=a addr.type=unix|Parameter 'addr.path' is missing",
                "type=stream id=a addr.type=unix addr.path=/a addr.x=1|Invalid parameter 'addr.x'",
                "type=stream id=a addr.type=inet addr.host=b addr.port=99999|port number '99999' is invalid",
                "type=stream id=a server=on reconnect-ms=1 addr.type=unix addr.path=/a|'reconnect' and 'reconnect-ms'",
                "type=dgram id=a|dgram requires local= parameter",
                "type=dgram id=a local.type=unix local.path=/a|type=inet or type=unix requires remote parameter",
                "type=dgram id=a local.type=fd local.str=7 remote.type=unix remote.path=/a|don't set remote with local.fd",
                "type=socket id=a|exactly one of listen=, connect=, mcast= or udp= is required",
                "type=socket id=a listen=:1 connect=:2|exactly one of listen=, connect=, mcast= or udp= is required",
                "type=socket id=a listen=x|host address 'x' doesn't contain ':' separating host from port",
                "type=socket id=a udp=h:3|localaddr= is mandatory with udp=",
                "type=socket id=a mcast=h:3|mcast= is not supported by Baton",
                "type=user id=a tftp=/srv|tftp= is not supported by Baton: its user network is passt",
                "type=user id=a hostfwd=tcp::22|Invalid host forwarding rule 'tcp::22'",
                "type=user id=a hostfwd=tcp::22-10.0.2.15:22|hostfwd=tcp::22-10.0.2.15:22: an address of the guest",
                "type=user id=a ipv4=off ipv6=off|IPv4 and IPv6 disabled",
                "type=passt id=a vhost-user=on|vhost-user=on is not supported by Baton",
                "type=passt id=a path=/nonexistent/passt foo=1|Invalid parameter 'foo'",
                "type=hubport id=a hubid=0|network backend 'hubport' is not compiled into this binary",
            })
    void refusal_saysWhat(String text, String error) {
        NetException e = assertThrows(NetException.class, () -> parse(text, false));
        assertTrue(e.getMessage().startsWith(error), e.getMessage());
    }

    @Test
    void typedMember_hasToHaveItsType() {
        NetException e = assertThrows(NetException.class, () -> parse("type=tap id=a script=no vnet_hdr=on", true));
        assertEquals("Invalid parameter type for 'vnet_hdr', expected: boolean", e.getMessage());
        e = assertThrows(NetException.class, () -> parse("type=tap id=a script=no zz=on", true));
        assertEquals("Parameter 'zz' is unexpected", e.getMessage());
    }

    @Test
    void userNetwork_isPasstAtTheAddressesOfQemus() throws NetException {
        NetdevConfig.Passt user =
                (NetdevConfig.Passt) parse("type=user id=a ipv6=off hostfwd=tcp:127.0.0.1:2222-:22", false);
        assertEquals(
                "--address 10.0.2.15 --netmask 24 --gateway 10.0.2.2 --dns 10.0.2.3 --dns-forward 10.0.2.3 --ipv4-only"
                        + " --tcp-ports 127.0.0.1/2222:22",
                String.join(" ", user.words()));
        NetdevConfig.Passt other =
                (NetdevConfig.Passt) parse("type=user id=a net=192.168.7.0/24 hostfwd=udp::53-:53", false);
        assertTrue(String.join(" ", other.words()).startsWith("--address 192.168.7.15 --netmask 24"));
        assertTrue(String.join(" ", other.words()).endsWith("--udp-ports 53:53"));
    }

    @Test
    void passt_isToldWhatItHasWordsFor() throws NetException {
        NetdevConfig.Passt passt = (NetdevConfig.Passt)
                parse("type=passt id=a mtu=1500 dhcp=off tcp-ports=80:8080 quiet=off path=/p", false);
        assertEquals(
                "/p --mtu 1500 --no-dhcp --tcp-ports 80:8080", passt.program() + " " + String.join(" ", passt.words()));
        assertTrue(!passt.quiet());
    }

    @Test
    void goodOnes_areWhatTheySay() throws NetException {
        NetdevConfig.Tap tap =
                (NetdevConfig.Tap) parse("type=tap id=a ifname=t0 script=no downscript=no cpr=off", false);
        assertEquals("t0", tap.ifname());
        assertTrue(tap.vnetHeader() && !tap.cpr());
        NetdevConfig.Stream stream = (NetdevConfig.Stream)
                parse("type=stream id=a addr.type=inet addr.host=localhost addr.port=7 reconnect-ms=5", false);
        assertEquals(new NetAddress.Inet("localhost", 7), stream.address());
        assertEquals(5, stream.reconnectMillis());
        assertTrue(((NetdevConfig.Stream) parse("type=socket id=a listen=:7", false)).server());
    }

    @Test
    void idOfACard_mayBeLeftOut() throws NetException {
        assertEquals(
                "#net000",
                NetdevParser.parse(Map.of("type", "tap", "script", "no"), "#net000")
                        .id());
        assertEquals(
                "a",
                NetdevParser.parse(Map.of("type", "tap", "script", "no", "id", "a"), "#net000")
                        .id());
    }

    @Test
    void idOfACard_isAnIdentifierWhenGiven() {
        NetException e = assertThrows(
                NetException.class, () -> NetdevParser.parse(Map.of("type", "tap", "id", "#net000"), "#net100"));

        assertTrue(e.getMessage().startsWith("Parameter 'id' expects an identifier"), e.getMessage());
    }
}
