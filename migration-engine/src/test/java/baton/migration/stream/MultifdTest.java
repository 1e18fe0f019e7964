package baton.migration.stream;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import baton.migration.channel.Beside;
import baton.migration.channel.Channel;
import baton.migration.channel.ChannelAddress;
import baton.migration.channel.ChannelGroup;
import baton.migration.channel.Channels;
import baton.migration.channel.PendingChannel;
import baton.migration.ram.RamFormat;
import baton.migration.ram.ZeroPages;
import baton.migration.spi.DirtyLog;
import baton.migration.testing.FakeFds;
import baton.migration.testing.PlainThreads;
import baton.migration.vmstate.VmStateException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pages in packets over real sockets, from one machine to another in this process. */
@Timeout(60)
class MultifdTest {
    private static final int PAGE = 4096;
    private static final int PAGES = 1024;

    @TempDir
    private Path directory;

    private final CollectingReporter reporter = new CollectingReporter();
    private final Channels channels = new Channels(new FakeFds(), reporter);
    private final ExecutorService other = Executors.newSingleThreadExecutor();
    private StreamOptions options = options(ZeroPages.MULTIFD, -1);
    private ChannelAddress address;
    private TestVm source;
    private TestVm target;

    @BeforeEach
    void make() throws Exception {
        address = new ChannelAddress.Unix(directory.resolve("s").toString());
        source = machine();
        target = machine();
        for (int page = 0; page < PAGES; page++) {
            if (page % 5 != 0) {
                source.fill(0, page, page);
            }
        }
        source.fill(1, 1, 77);
        target.fill(1, 0, 9);
    }

    @AfterEach
    void end() throws Exception {
        other.shutdownNow();
        source.close();
        target.close();
    }

    @ParameterizedTest
    @CsvSource({"1, MULTIFD, -1", "2, MULTIFD, -1", "7, LEGACY, -1", "3, NONE, -1", "2, MULTIFD, 1", "2, NONE, 9"})
    void everyPage_arrives(int count, ZeroPages zero, int zlib) throws Exception {
        options = options(zero, zlib);

        exchange(count, new Step() {
            @Override
            public void between() {}
        });

        assertSame();
        assertEquals(List.of(), reporter.lines);
    }

    @ParameterizedTest
    @CsvSource({"3, -1", "3, 1"})
    void pageSentAgain_arrivesAfterItsOlderSelf(int count, int zlib) throws Exception {
        options = options(ZeroPages.MULTIFD, zlib);
        for (int round = 0; round < 5; round++) {
            int value = round;
            target.close();
            target = machine();
            exchange(count, new Step() {
                @Override
                public void between() {
                    for (int page = 0; page < PAGES; page++) {
                        source.fill(0, page, page % 3 == 0 ? 0 : value + page);
                    }
                }
            });

            assertSame();
        }
    }

    @Test
    void listOfBlocks_isMarkedInEveryChannel() throws Exception {
        PendingChannel listener = channels.listen(address, new Beside(1, false));
        Future<Channel> waiting = other.submit(listener::await);
        Channel out = channels.connect(address, new Beside(1, false)).await();
        OutgoingStream stream =
                new OutgoingStream(source, out, options, RamPlan.COPY_ALL, Pacer.NONE, new PlainThreads());
        stream.header();
        stream.ramSetup();
        stream.close();
        out.close();

        Channel in = waiting.get();
        byte[] main = readAll(in);
        byte[] packets = readAll(ChannelGroup.others(in).get(0));
        in.close();
        listener.close();

        ByteBuffer end = ByteBuffer.wrap(main, main.length - 21, 21);
        assertEquals(0x200, end.getLong());
        assertEquals(0x10, end.getLong());
        assertEquals(64 + 1344, packets.length);
        assertEquals(1, ByteBuffer.wrap(packets).getInt(64 + 8), "SYNC");
    }

    private static byte[] readAll(Channel from) throws IOException {
        byte[] all = new byte[8192];
        int length = 0;
        for (int n = from.read(all, 0, all.length); n > 0; n = from.read(all, length, all.length - length)) {
            length += n;
        }
        return Arrays.copyOf(all, length);
    }

    @Test
    void sourceThatStops_endsTheLoad() throws Exception {
        VmStateException e = assertRefused(2, List.of(hello(0), hello(1)), new byte[0]);

        assertTrue(
                e.getMessage().contains("Not a migration stream")
                        || e.getMessage().contains("ends"),
                e.getMessage());
    }

    @Test
    void hostilePackets_areRefused() throws Exception {
        assertSays("flags received", packet(0x4, 1, 0, PAGE, "ram", 0));
        assertSays("offset too long", packet(0, 1, 0, PAGE, "ram", PAGES * PAGE));
        assertSays("offset too long", packet(0, 1, 0, PAGE, "ram", 1));
        assertSays("offset too long", packet(0, 1, 0, PAGE, "ram", -PAGE));
        assertSays("offset too long", packet(0, 0, 1, 0, "ram", Long.MAX_VALUE));
        assertSays("Can't find block nosuch", packet(0, 1, 0, PAGE, "nosuch", 0));
        assertSays("Can't find block " + "x".repeat(256), packet(0, 1, 0, PAGE, "x".repeat(256), 0));
        assertSays("more than the 128 it has room for", packet(0, 129, 0, 129 * PAGE, "ram", 0));
        assertSays("more than the 128 it has room for", packet(0, 127, 2, 127 * PAGE, "ram", 0));
        assertSays("more than the 128 it has room for", packet(0, -1, 2, 0, "ram", 0));
        assertSays("more than the 128 it has room for", packet(0, 1, Integer.MAX_VALUE, 0, "ram", 0));
        assertSays("received packet of 8192 bytes for 1 pages", packet(0, 1, 0, 2 * PAGE, "ram", 0));
        assertSays("ends in the middle of a packet", packet(0, 1, 0, PAGE, "ram", 0));
        assertSays("received packet magic", new byte[1344]);
        assertSays("ends in the middle of a packet", new byte[10]);
    }

    @Test
    void hostileCompression_isRefused() throws Exception {
        options = options(ZeroPages.MULTIFD, 1);
        assertSays("zlib: ", join(packet(2, 1, 0, 100, "ram", 0), new byte[100]));
        assertSays("zlib: a page of 0 bytes", packet(2, 1, 0, 0, "ram", 0));
        assertSays("compressed bytes, more than", packet(2, 1, 0, Integer.MAX_VALUE, "ram", 0));
        assertSays("compressed bytes, more than", packet(2, 1, 0, -1, "ram", 0));
        assertSays("flags received 0 flags expected 2", packet(0, 1, 0, PAGE, "ram", 0));
    }

    @Test
    void badHello_isRefused() throws Exception {
        byte[] uuid = hello(1);
        uuid[9] = 1;
        byte[] version = hello(1);
        version[7] = 2;
        assertTrue(
                assertRefused(2, List.of(hello(0), uuid), stream()).getMessage().contains("received uuid"));
        assertTrue(assertRefused(2, List.of(hello(0), version), stream())
                .getMessage()
                .contains("packet version 2"));
        assertTrue(assertRefused(2, List.of(hello(1), hello(1)), stream())
                .getMessage()
                .contains("already setup"));
        assertTrue(assertRefused(2, List.of(hello(0), hello(2)), stream())
                .getMessage()
                .contains("greater than number of channels 2"));
    }

    @Test
    void markThatNeverComes_isMissed() throws Exception {
        VmStateException e = assertRefused(1, List.of(hello(0)), join(stream(), flush()));

        assertTrue(e.getMessage().startsWith("error while loading state for instance 0x0 of device 'ram'"));
        assertEquals(List.of("multifd: channel 0 ended before its mark"), reporter.lines);
    }

    @Test
    void channelThatClosesBeforeTheOthersCome_isSaid() throws Exception {
        PendingChannel listener = channels.listen(address, new Beside(2, false));
        Future<Channel> waiting = other.submit(listener::await);
        connect().close();

        ExecutionException e = assertThrows(ExecutionException.class, waiting::get);

        assertEquals(
                "a channel was closed before all that are needed had come",
                e.getCause().getMessage());
        listener.close();
    }

    @Test
    void cancelledListener_letsGo() throws Exception {
        PendingChannel listener = channels.listen(address, new Beside(2, false));
        Future<Channel> waiting = other.submit(listener::await);
        SocketChannel first = connect();
        listener.cancel();

        assertThrows(ExecutionException.class, waiting::get);
        first.close();
        listener.close();
    }

    @Test
    void twoMainChannels_areRefused() throws Exception {
        PendingChannel listener = channels.listen(address, new Beside(1, false));
        Future<Channel> waiting = other.submit(listener::await);
        try (SocketChannel first = connect();
                SocketChannel second = connect()) {
            first.write(ByteBuffer.wrap(stream()));
            second.write(ByteBuffer.wrap(stream()));

            ExecutionException e = assertThrows(ExecutionException.class, waiting::get);

            assertEquals(
                    "multifd: two of the 2 channels are not of multifd",
                    e.getCause().getMessage());
        }
        listener.close();
    }

    /** What happens to the source between its first and its last round. */
    private interface Step {
        void between();
    }

    private void exchange(int count, Step step) throws Exception {
        PendingChannel listener = channels.listen(address, new Beside(count, false));
        Future<Void> loading = other.submit(new Callable<Void>() {
            @Override
            public Void call() throws IOException, VmStateException {
                Channel in = listener.await();
                try {
                    IncomingStream.load(target, in, options, RamPlan.COPY_ALL, reporter, new PlainThreads());
                } finally {
                    in.close();
                }
                return null;
            }
        });
        Channel out = channels.connect(address, new Beside(count, false)).await();
        OutgoingStream stream =
                new OutgoingStream(source, out, options, RamPlan.COPY_ALL, Pacer.NONE, new PlainThreads());
        try {
            stream.header();
            stream.ramSetup();
            DirtyRam ram = new DirtyRam(source.ramBlocks(), RamPlan.COPY_ALL);
            stream.ramPart(ram, DirtyLog.NONE);
            step.between();
            ram.collect(new EverythingDirty());
            stream.switchover(ram, DirtyLog.NONE);
            stream.devices();
            stream.end();
            out.finish();
        } finally {
            stream.close();
            out.close();
        }
        loading.get();
        listener.close();
    }

    private void assertSame() {
        for (int page = 0; page < PAGES; page++) {
            assertArrayEquals(source.page(0, page), target.page(0, page), "page " + page);
        }
        for (int page = 0; page < 2; page++) {
            assertArrayEquals(source.page(1, page), target.page(1, page), "bios page " + page);
        }
    }

    private void assertSays(String text, byte[] packet) throws Exception {
        VmStateException e = assertRefused(1, List.of(join(hello(0), packet)), join(stream(), flush()));
        assertTrue(e.getMessage().contains(text), e.getMessage());
        assertArrayEquals(new byte[PAGE], target.page(0, PAGES - 1));
    }

    /** Loads what these peers send, each of which closes then. */
    private VmStateException assertRefused(int count, List<byte[]> packets, byte[] main) throws Exception {
        PendingChannel listener = channels.listen(address, new Beside(count, false));
        Future<Channel> waiting = other.submit(listener::await);
        List<SocketChannel> peers = new ArrayList<>();
        for (byte[] bytes : packets) {
            peers.add(connect());
            peers.get(peers.size() - 1).write(ByteBuffer.wrap(bytes));
        }
        SocketChannel mainPeer = connect();
        mainPeer.write(ByteBuffer.wrap(main));
        if (main.length == 0) {
            mainPeer.shutdownOutput();
        }
        Channel in = waiting.get();
        for (SocketChannel peer : peers) {
            peer.shutdownOutput();
        }
        try {
            return assertThrows(
                    VmStateException.class,
                    () -> IncomingStream.load(target, in, options, RamPlan.COPY_ALL, reporter, new PlainThreads()));
        } finally {
            in.close();
            listener.close();
            mainPeer.close();
            for (SocketChannel peer : peers) {
                peer.close();
            }
        }
    }

    private SocketChannel connect() throws IOException {
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        channel.connect(UnixDomainSocketAddress.of(((ChannelAddress.Unix) address).path()));
        return channel;
    }

    private static byte[] hello(int id) {
        ByteBuffer bytes = ByteBuffer.allocate(64).putInt(0x11223344).putInt(1);
        return bytes.put(24, (byte) id).array();
    }

    private static byte[] packet(int flags, int normal, int zero, int size, String block, long offset) {
        ByteBuffer bytes =
                ByteBuffer.allocate(1344).putInt(0x11223344).putInt(1).putInt(flags);
        bytes.putInt(128).putInt(normal).putInt(size).putLong(0).putInt(zero);
        bytes.put(64, block.getBytes(StandardCharsets.US_ASCII));
        return bytes.putLong(320, offset).array();
    }

    /** A main stream to the beginning of the body of its first section. */
    private static byte[] stream() {
        ByteBuffer bytes = ByteBuffer.allocate(1000).putInt(0x5145564d).putInt(3);
        bytes.put((byte) 7).putInt(1).put((byte) 'm');
        bytes.put((byte) 1).putInt(1).put((byte) 3).put("ram".getBytes(StandardCharsets.US_ASCII));
        bytes.putInt(0).putInt(4);
        return Arrays.copyOf(bytes.array(), bytes.position());
    }

    private static byte[] flush() {
        return ByteBuffer.allocate(8).putLong(0x200).array();
    }

    private static byte[] join(byte[] first, byte[] second) {
        return ByteBuffer.allocate(first.length + second.length)
                .put(first)
                .put(second)
                .array();
    }

    private static StreamOptions options(ZeroPages zeroPages, int zlib) {
        return new StreamOptions(false, false, true, new RamFormat(false, true, zeroPages, zlib, 0));
    }

    private static TestVm machine() throws Exception {
        return new TestVm("m", List.of(new TableStruct("dev", 1).u8("x")))
                .ram("ram", (long) PAGES * PAGE, 0, true)
                .ram("bios", 2 * PAGE, 0, false);
    }
}
