package baton.nat.libc;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Both gates give the kernel's results and errno; the classes above them give them meaning. */
class SyscallTest {
    @Test
    void stubAndJnrGate_agreeOnResultAndErrno() throws IOException {
        Gate stub = StubGate.bind();
        Gate jnr = new JnrGate();

        assertInstanceOf(StubGate.class, stub);
        for (Gate gate : new Gate[] {stub, jnr}) {
            assertEquals(ProcessHandle.current().pid(), gate.call(Sys.GETPID, 0, 0, 0, 0, 0, 0));
            assertEquals(-Errno.EBADF, gate.call(Sys.CLOSE, 1_000_000, 0, 0, 0, 0, 0));
            long page = gate.call(
                    Sys.MMAP, 0, 8192, Sys.PROT_READ | Sys.PROT_WRITE, Sys.MAP_PRIVATE | Sys.MAP_ANONYMOUS, -1, 0);
            assertTrue(page > 0, "all six arguments arrive");
            assertEquals(0, gate.call(Sys.MUNMAP, page, 8192, 0, 0, 0, 0));
        }
    }

    @Test
    void missingFile_isReportedInGlibcsWords() {
        ErrnoException e = assertThrows(ErrnoException.class, () -> Files.open("/nonexistent/x", Sys.O_RDONLY, 0));

        assertEquals("No such file or directory", e.getMessage());
        assertEquals(Errno.ENOENT, e.errno());
    }

    @Test
    void descriptorSentOverSocket_isTheSameFile() throws IOException {
        Fd[] pair = Sockets.pair();
        Fd memfd = Memfd.create("probe", true);
        memfd.writeFully(new byte[] {1, 2, 3}, 0, 3);

        Sockets.send(pair[0], new byte[] {'x'}, 0, 1, memfd.number());
        Sockets.Received received = Sockets.receive(pair[1], new byte[16], 16);

        Fd other = received.fds.get(0);
        byte[] content = new byte[3];
        other.seek(0, Sys.SEEK_SET);
        assertEquals(3, other.read(content, 0, 3));
        assertArrayEquals(new byte[] {1, 2, 3}, content);
        assertTrue(other.closeOnExec());
        for (Fd fd : new Fd[] {pair[0], pair[1], memfd, other}) {
            fd.close();
        }
    }

    @Test
    void sealedMemfd_cannotShrink() throws IOException {
        Fd memfd = Memfd.create("sealed", true);
        memfd.truncate(8192);

        Memfd.seal(memfd, Sys.F_SEAL_SHRINK | Sys.F_SEAL_GROW | Sys.F_SEAL_SEAL);

        assertEquals(
                Errno.EPERM,
                assertThrows(ErrnoException.class, () -> memfd.truncate(0)).errno());
        assertEquals(8192, memfd.size());
        memfd.close();
    }

    @Test
    void blockedKick_staysPendingUntilDrained() throws IOException {
        Signals.block(Signals.KICK);

        Signals.send(Signals.threadId(), Signals.KICK);
        Signals.drain(Signals.KICK);

        assertEquals(
                Signals.mask(Signals.KICK),
                Signals.block(Signals.KICK) & Signals.mask(Signals.KICK),
                "still blocked, process alive");
    }

    @Test
    void epoll_reportsTokenOfWhatIsReady() throws IOException {
        Epoll epoll = Epoll.create();
        EventFd event = EventFd.create();
        epoll.add(event.fd(), Epoll.IN, 42);

        assertEquals(0, epoll.await(0));
        event.signal();

        assertEquals(1, epoll.await(1000));
        assertEquals(42, epoll.readyToken(0));
        event.drain();
        assertEquals(0, epoll.await(0));
        event.close();
        epoll.close();
    }

    @Test
    void sharedMapping_isSeenThroughTheFile() throws IOException {
        Fd memfd = Memfd.create("map", false);
        memfd.truncate(4096);
        Mmap map = Mmap.shared(memfd, 0, 4096);

        Memory.putLong(map.address() + 8, 0x1122334455667788L);

        byte[] bytes = new byte[16];
        memfd.read(bytes, 0, 16);
        assertEquals((byte) 0x88, bytes[8]);
        map.close();
        memfd.close();
    }

    @Test
    void nativeBuffer_refusesOutsideAccess() {
        NativeBuffer buffer = NativeBuffer.allocate(8);

        assertThrows(IndexOutOfBoundsException.class, () -> buffer.getLong(1));
        assertThrows(IndexOutOfBoundsException.class, () -> buffer.putByte(-1, 0));
        buffer.close();
        assertThrows(IndexOutOfBoundsException.class, () -> buffer.getByte(0));
    }
}
