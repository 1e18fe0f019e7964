package baton.migration.channel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import baton.migration.testing.FakeFds;
import baton.migration.testing.Monitor;
import baton.nat.libc.Fd;
import baton.nat.libc.Pipe;
import baton.nat.libc.Sys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChannelsTest {
    private static final byte[] DATA = {1, 2, 3, 4};

    @TempDir
    Path dir;

    private final FakeFds fds = new FakeFds();
    private final Channels channels = new Channels(fds, new Monitor());

    private static byte[] readAll(Channel channel) throws IOException {
        byte[] bytes = new byte[100];
        int length = 0;
        int n = channel.read(bytes, 0, bytes.length);
        while (n > 0) {
            length += n;
            n = channel.read(bytes, length, bytes.length - length);
        }
        channel.close();
        return java.util.Arrays.copyOf(bytes, length);
    }

    @Test
    void fullDevice_saysSo() throws Exception {
        fds.add("full", baton.nat.libc.Files.open("/dev/full", Sys.O_WRONLY, 0));
        Channel channel = channels.openForWriting(new ChannelAddress.Descriptor("full"));
        assertEquals(
                "No space left on device",
                assertThrows(IOException.class, () -> channel.write(DATA, 0, 4)).getMessage());
        channel.abandon();
        channel.close();
    }

    @Test
    void commandThatNeverReads_isNotWaitedForLongerThanAsked() throws Exception {
        Channel out = channels.openForWriting(ChannelAddress.parse("exec:exec sleep 60"));
        out.patience(50);
        byte[] more = new byte[1 << 20];
        assertEquals(
                "no answer within 50 ms: see parameter x-cpr-timeout",
                assertThrows(IOException.class, () -> out.write(more, 0, more.length))
                        .getMessage());
        out.abandon();
        out.close();
    }

    @Test
    void commandThatNeverEnds_isNotWaitedForLongerThanAsked() throws Exception {
        Channel out = channels.openForWriting(ChannelAddress.parse("exec:head -c 4 >/dev/null; exec sleep 60"));
        out.patience(200);
        out.write(DATA, 0, 4);
        assertEquals(
                "no answer within 200 ms: see parameter x-cpr-timeout",
                assertThrows(IOException.class, out::finish).getMessage());
        out.abandon();
        out.close();
    }

    @Test
    void commands_carryBytesBothWays() throws Exception {
        Path file = dir.resolve("out");
        Channel out = channels.openForWriting(ChannelAddress.parse("exec:cat > " + file));
        out.write(DATA, 0, 4);
        out.finish();
        out.close();
        assertArrayEquals(DATA, readAll(channels.openForReading(ChannelAddress.parse("exec:cat " + file))));
    }

    @Test
    void commandThatDoesNotReadToTheEnd_hasNotSavedTheStream() throws Exception {
        Channel out = channels.openForWriting(ChannelAddress.parse("exec:head -c 1 > /dev/null"));
        out.write(new byte[30_000], 0, 30_000);

        IOException e = assertThrows(IOException.class, out::finish);

        assertEquals("Broken pipe", e.getMessage());
        out.close();
    }

    @Test
    void missingProgram_isRefused() {
        assertEquals(
                "Failed to execute child process \u201c/none\u201d (No such file or directory)",
                assertThrows(
                                IOException.class,
                                () -> channels.openForWriting(new ChannelAddress.Command(List.of("/none"))))
                        .getMessage());
    }

    @Test
    void stubbornCommand_endsWhenShutDown() throws Exception {
        Channel out = channels.openForWriting(ChannelAddress.parse("exec:trap '' TERM; while :; do sleep 1; done"));
        Thread canceller = new Thread(out::shutdown);
        canceller.start();
        assertThrows(IOException.class, out::finish);
        canceller.join();
        out.close();
    }

    @Test
    void readerOfASilentPipe_endsWhenShutDown() throws Exception {
        Pipe pipe = Pipe.create();
        fds.add("p", pipe.reader());
        Channel in = channels.openForReading(new ChannelAddress.Descriptor("p"));
        Thread canceller = new Thread(in::shutdown);
        canceller.start();
        assertThrows(IOException.class, () -> in.read(new byte[1], 0, 1));
        canceller.join();
        in.close();
        pipe.writer().close();
    }

    @Test
    void fifo_isOpenedWithoutItsWriterAndReadWhenItComes() throws Exception {
        Path fifo = dir.resolve("fifo");
        assertEquals(0, new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor());
        Channel in = channels.openForReading(new ChannelAddress.File(fifo.toString(), 0));
        Fd writer = baton.nat.libc.Files.open(fifo.toString(), Sys.O_WRONLY, 0);
        writer.writeFully(DATA, 0, 4);
        writer.close();
        assertArrayEquals(DATA, readAll(in));
    }

    @Test
    void fdset_isAskedForByPath() throws Exception {
        assertEquals(
                "Failed to find fdset /dev/fdset/9",
                assertThrows(
                                IOException.class,
                                () -> channels.openForWriting(new ChannelAddress.File("/dev/fdset/9", 0)))
                        .getMessage());
        Path file = dir.resolve("set");
        Files.write(file, new byte[] {9, 9, 9, 9, 9, 9});
        fds.add("/dev/fdset/2", baton.nat.libc.Files.open(file.toString(), Sys.O_WRONLY, 0));
        Channel out = channels.openForWriting(new ChannelAddress.File("/dev/fdset/2", 1));
        out.write(DATA, 0, 4);
        out.finish();
        out.close();
        assertArrayEquals(new byte[] {9, 1, 2, 3, 4}, Files.readAllBytes(file));
    }

    @Test
    void descriptorNumber_mustBeOne() {
        assertEquals(
                "Could not use file descriptor 4000: Bad file descriptor",
                assertThrows(IOException.class, () -> channels.openForReading(new ChannelAddress.Descriptor("4000")))
                        .getMessage());
        assertEquals(
                "Invalid file descriptor number '4x'",
                assertThrows(IOException.class, () -> channels.openForReading(new ChannelAddress.Descriptor("4x")))
                        .getMessage());
    }

    @Test
    void absentTransports_areRefusedByName() {
        ChannelAddress rdma = new ChannelAddress.Other("rdma");
        assertEquals(
                "rdma transport is not in this build of Baton yet",
                assertThrows(IOException.class, () -> channels.listen(rdma)).getMessage());
        assertThrows(IOException.class, () -> channels.connect(rdma));
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, , , 127.0.0.1",
        "localhost, true, , 127.0.0.1",
        "'', true, , 0.0.0.0",
        "'', , false, 0.0.0.0",
        "'', false, , ::",
        "'', , true, ::",
        "'', true, true, ::",
        "'', , , :: 0.0.0.0",
        "::1, , , ::1"
    })
    void listener_isWhereItWasAsked(String host, Boolean v4, Boolean v6, String hosts) throws Exception {
        assumeTrue(!hosts.contains(":") || hasV6(), "skipped: this host has no IPv6");
        PendingChannel listener = channels.listen(new ChannelAddress.Inet(host, 0, 0, v4, v6));
        List<Object> found = new ArrayList<>();
        for (Map<String, Object> address : listener.addresses()) {
            found.add(address.get("host"));
        }
        listener.close();
        assertEquals(List.of(hosts.split(" ")), found);
    }

    @ParameterizedTest
    @CsvSource({"127.0.0.1, 0.0.0.0", "::1, ::", "127.0.0.1, ::"})
    void dualStackListener_takesPeersOfBothFamilies(String from, String to) throws Exception {
        assumeTrue(hasV6(), "skipped: this host has no IPv6");
        PendingChannel listener = channels.listen(ChannelAddress.parse("tcp::0"));
        int port = 0;
        for (Map<String, Object> address : listener.addresses()) {
            port = address.get("host").equals(to) ? Integer.parseInt((String) address.get("port")) : port;
        }
        assertCarries(listener, new ChannelAddress.Inet(from, port, port, null, null));
    }

    @Test
    void namesAreLookedUp_andTheOtherFamilyIsMapped() throws Exception {
        PendingChannel listener = channels.listen(ChannelAddress.parse("tcp:127.0.0.1:0"));
        int port = Integer.parseInt((String) listener.addresses().get(0).get("port"));
        assertCarries(listener, new ChannelAddress.Inet("localhost", port, port, null, true));
    }

    @ParameterizedTest
    @CsvSource({"true, true", "true, false", "false, true"})
    void unixSocket_mayBeAbstract(boolean inAbstract, boolean tight) throws Exception {
        ChannelAddress unix = new ChannelAddress.Unix(dir.resolve("s").toString(), inAbstract, tight);
        PendingChannel listener = channels.listen(unix);
        assertEquals(!inAbstract, Files.exists(dir.resolve("s")));
        assertEquals(inAbstract ? tight : null, listener.addresses().get(0).get("tight"));
        assertCarries(listener, unix);
    }

    private void assertCarries(PendingChannel listener, ChannelAddress to) throws IOException {
        Channel out = channels.connect(to).await();
        Channel in = listener.await();
        listener.close();
        out.write(DATA, 0, 4);
        out.finish();
        out.close();
        assertArrayEquals(DATA, readAll(in));
    }

    @ParameterizedTest
    @CsvSource({
        "'', , , address resolution failed for :1: Name or service not known",
        "no.such.host.invalid, , , address resolution failed for no.such.host.invalid:1: Name or service not known",
        "::1, true, , address resolution failed for ::1:1: Address family for hostname not supported"
    })
    void hostWithoutAddress_cannotBeConnectedTo(String host, Boolean v4, Boolean v6, String text) throws IOException {
        PendingChannel connecting = channels.connect(new ChannelAddress.Inet(host, 1, 1, v4, v6));
        assertEquals(text, assertThrows(IOException.class, connecting::await).getMessage());
    }

    private static boolean hasV6() {
        return Files.exists(Path.of("/proc/net/if_inet6"));
    }

    @Test
    void cancelledListener_stopsWaitingAndLeavesNoPath() throws Exception {
        Path path = dir.resolve("s");
        PendingChannel listener = channels.listen(new ChannelAddress.Unix(path.toString()));
        Thread canceller = new Thread(listener::cancel);
        canceller.start();
        assertThrows(IOException.class, listener::await);
        canceller.join();
        listener.close();
        assertFalse(Files.exists(path));
    }

    @Test
    void takenPortRange_isRefused() throws Exception {
        PendingChannel first = channels.listen(ChannelAddress.parse("tcp:127.0.0.1:0"));
        Object port = first.addresses().get(0).get("port");
        assertEquals(
                "Failed to find an available port: Address already in use",
                assertThrows(IOException.class, () -> channels.listen(ChannelAddress.parse("tcp:127.0.0.1:" + port)))
                        .getMessage());
        first.close();
    }
}
