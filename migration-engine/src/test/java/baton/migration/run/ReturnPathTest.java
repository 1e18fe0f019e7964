package baton.migration.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import baton.migration.channel.Channel;
import baton.migration.channel.ChannelAddress;
import baton.migration.channel.Channels;
import baton.migration.testing.FakeFds;
import baton.migration.testing.Monitor;
import baton.nat.libc.Fd;
import baton.nat.libc.Sockets;
import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A destination that hangs with its socket full does not keep the guest. */
@Timeout(20)
class ReturnPathTest {
    private final Monitor monitor = new Monitor();
    private Fd far;
    private Channel main;
    private ReturnPath path;
    private int held;

    @BeforeEach
    void fill() throws IOException {
        Fd[] pair = Sockets.pair();
        far = pair[1];
        pair[0].nonBlocking(true);
        byte[] bytes = new byte[512];
        Arrays.fill(bytes, (byte) 1);
        for (int n = pair[0].write(bytes, 0, bytes.length); n > 0; n = pair[0].write(bytes, 0, bytes.length)) {
            held += n;
        }
        FakeFds fds = new FakeFds().add("peer", pair[0]);
        main = new Channels(fds, monitor).openForWriting(new ChannelAddress.Descriptor("peer"));
        path = ReturnPath.open(main, new Environment(null, null, null, null, monitor), new Brake(0));
    }

    @AfterEach
    void end() throws IOException {
        path.close();
        main.close();
        far.close();
    }

    /** What the destination finds behind the stream. */
    private int behind() throws IOException {
        main.close();
        path.close();
        byte[] bytes = new byte[4096];
        int last = -1;
        int all = 0;
        for (int n = far.read(bytes, 0, bytes.length); n > 0; n = far.read(bytes, 0, bytes.length)) {
            all += n;
            last = bytes[n - 1];
        }
        return all == held ? -1 : last;
    }

    @Test
    void wholeStream_theWordFindsRoom() throws IOException {
        assertTrue(path.takeBack(true));
        assertEquals(0, behind());
    }

    @Test
    void streamThatWasNotSentToItsEnd_needsNoWord() throws IOException {
        assertTrue(path.takeBack(false));
        assertEquals(-1, behind());
    }
}
