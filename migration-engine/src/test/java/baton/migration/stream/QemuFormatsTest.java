package baton.migration.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;

import baton.migration.channel.Beside;
import baton.migration.channel.Channel;
import baton.migration.channel.ChannelAddress;
import baton.migration.channel.Channels;
import baton.migration.channel.PendingChannel;
import baton.migration.ram.RamFormat;
import baton.migration.ram.ZeroPages;
import baton.migration.testing.FakeFds;
import baton.migration.testing.PlainThreads;
import java.io.IOException;
import java.io.InputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What QEMU 10.0 sent in formats of their own leaves RAM as QEMU had it: all but what pc.bios hides, by its SHA-256. */
@Timeout(60)
class QemuFormatsTest {
    private static final int PAGE = 4096;
    private static final int PAGES = 4096;

    @TempDir
    private Path directory;

    private final CollectingReporter reporter = new CollectingReporter();
    private final ExecutorService peers = Executors.newCachedThreadPool();

    @AfterEach
    void end() {
        peers.shutdownNow();
    }

    @Test
    void xbzrle_isLoaded() throws Exception {
        assertEquals(
                "0060efab1ef49ae8dc3c49ff31f2d25355c33e1562b2d1c9d6865a5244997883",
                load(new RamFormat(false, false, ZeroPages.MULTIFD, -1, 0), "xbzrle.mig"));
    }

    @Test
    void multifd_isLoaded() throws Exception {
        assertEquals(
                "cdd786da9ee1d7e1beed17de6e1b7ed62ffa5324b304a87b34ba8468767b8e4c",
                load(new RamFormat(false, true, ZeroPages.MULTIFD, -1, 0), "multifd.1", "multifd.mig", "multifd.0"));
    }

    @Test
    void multifdWithZlib_isLoaded() throws Exception {
        assertEquals(
                "29f3ca1fb5551aa4bb695064d1c7854d1adc098d92483bd2a03e59da78f78932",
                load(
                        new RamFormat(false, true, ZeroPages.MULTIFD, 1, 0),
                        "multifd-zlib.mig",
                        "multifd-zlib.0",
                        "multifd-zlib.1"));
    }

    private String load(RamFormat format, String... captures) throws Exception {
        ChannelAddress.Unix address =
                new ChannelAddress.Unix(directory.resolve("s").toString());
        PendingChannel listener =
                new Channels(new FakeFds(), reporter).listen(address, new Beside(captures.length - 1, false));
        List<Future<?>> sending = new ArrayList<>();
        for (String capture : captures) {
            SocketChannel peer = SocketChannel.open(StandardProtocolFamily.UNIX);
            peer.connect(UnixDomainSocketAddress.of(address.path()));
            ByteBuffer bytes = ByteBuffer.wrap(golden(capture));
            sending.add(peers.submit(() -> send(peer, bytes)));
        }
        Channel in = listener.await();
        try (TestVm vm = new TestVm("microvm", MicrovmTables.sections(1))
                .ram("microvm.ram", (long) PAGES * PAGE, 0, true)
                .ram("pc.bios", 64 << 10, 0, true)) {
            StreamOptions options = new StreamOptions(false, false, true, format);
            IncomingStream.load(vm, in, options, RamPlan.COPY_ALL, reporter, new PlainThreads());
            assertEquals(List.of(), reporter.lines);
            for (Future<?> each : sending) {
                each.get();
            }
            return hash(vm);
        } finally {
            in.close();
            listener.close();
        }
    }

    private static Void send(SocketChannel peer, ByteBuffer bytes) throws IOException {
        try (peer) {
            while (bytes.hasRemaining()) {
                peer.write(bytes);
            }
        }
        return null;
    }

    private static String hash(TestVm vm) throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        for (int page = 0; page < PAGES; page++) {
            if (page < 0xf0 || page >= 0x100) {
                digest.update(vm.page(0, page));
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static byte[] golden(String name) throws IOException {
        try (InputStream file =
                new GZIPInputStream(QemuFormatsTest.class.getResourceAsStream("/golden/qemu-10.0/" + name + ".gz"))) {
            return file.readAllBytes();
        }
    }
}
