package baton.monitor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import baton.nat.libc.Fd;
import baton.nat.libc.Files;
import baton.nat.libc.Sys;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class FdStoreTest {
    private final FdStore store = new FdStore();

    @AfterEach
    void close() throws IOException {
        store.close();
    }

    @Test
    void namedDescriptor_isTakenOnce() throws Exception {
        Fd fd = nothing(Sys.O_RDONLY);
        store.name("fd-mig", fd);

        assertSame(fd, store.take("fd-mig"));
        assertNull(store.take("fd-mig"));
        assertText("File descriptor named 'fd-mig' not found", () -> store.closeNamed("fd-mig"));
        fd.close();
    }

    @Test
    void nameUsedAgain_replacesAndCloses() throws Exception {
        Fd first = nothing(Sys.O_RDONLY);
        Fd second = nothing(Sys.O_RDONLY);

        store.name("a", first);
        store.name("a", second);

        assertEquals(-1, first.number());
        store.closeNamed("a");
        assertEquals(-1, second.number());
    }

    @Test
    void nameBeginningWithADigit_isRefusedAndItsDescriptorClosed() throws Exception {
        Fd fd = nothing(Sys.O_RDONLY);

        assertText("Parameter 'fdname' expects a name not starting with a digit", () -> store.name("1a", fd));
        assertEquals(-1, fd.number());
        store.name("", nothing(Sys.O_RDONLY));
    }

    @Test
    void setsWithoutANumber_getTheLowestFreeOne() throws Exception {
        assertEquals(0, store.add(null, null, nothing(Sys.O_RDONLY)));
        assertEquals(1, store.add(null, "x", nothing(Sys.O_RDONLY)));
        assertEquals(5, store.add(5L, null, nothing(Sys.O_RDONLY)));
        store.remove(0, null);
        assertEquals(0, store.add(null, null, nothing(Sys.O_RDONLY)));
    }

    @Test
    void list_hasHighestSetsFirstAndDescriptorsAsAdded() throws Exception {
        Fd write = nothing(Sys.O_WRONLY);
        Fd read = nothing(Sys.O_RDONLY);
        store.add(0L, null, nothing(Sys.O_RDONLY));
        store.add(5L, null, write);
        store.add(5L, "b", read);

        FdSet first = store.list().get(0);

        assertEquals(5, first.id());
        assertEquals(write.number(), first.fds().get(0).fd());
        assertNull(first.fds().get(0).opaque());
        assertEquals("b", first.fds().get(1).opaque());
        assertEquals(2, store.list().size());
    }

    @Test
    void negativeSet_isRefused() throws Exception {
        Fd fd = nothing(Sys.O_RDONLY);

        assertText("Parameter 'fdset-id' expects a non-negative value", () -> store.add(-1L, null, fd));
        assertEquals(-1, fd.number());
    }

    @Test
    void removal_closesOneOrAll() throws Exception {
        Fd one = nothing(Sys.O_RDONLY);
        Fd other = nothing(Sys.O_RDONLY);
        store.add(3L, null, one);
        store.add(3L, null, other);

        store.remove(3, one.number());
        assertEquals(-1, one.number());
        assertEquals(1, store.list().get(0).fds().size());
        store.remove(3, null);

        assertEquals(0, store.list().size());
        assertText("File descriptor named 'fdset-id:3' not found", () -> store.remove(3, null));
        store.add(3L, null, nothing(Sys.O_RDONLY));
        assertText("File descriptor named 'fdset-id:3, fd:1' not found", () -> store.remove(3, 1));
    }

    @Test
    void openingASet_duplicatesTheNewestOfTheSameAccess() throws Exception {
        store.add(5L, null, nothing(Sys.O_RDONLY));
        Fd pipe = baton.nat.libc.Pipe.create().reader();
        store.add(5L, null, pipe);

        try (AutoFd opened = new AutoFd(store.open("/dev/fdset/5", Sys.O_RDONLY, 0))) {
            assertNotEquals(pipe.number(), opened.fd.number());
            assertEquals(true, Files.status(opened.fd).isPipe());
            assertEquals(true, opened.fd.closeOnExec());
        }
        assertText(
                "Failed to find file descriptor with matching flags=0x41",
                () -> store.openSet("/dev/fdset/5", Sys.O_WRONLY | Sys.O_CREAT));
    }

    @Test
    void setsThatAreNotThere_areRefusedInQemusWords() {
        assertText("Failed to find fdset /dev/fdset/9", () -> store.openSet("/dev/fdset/9", Sys.O_RDONLY));
        assertText("Could not parse fdset /dev/fdset/zz", () -> store.openSet("/dev/fdset/zz", Sys.O_RDONLY));
        assertText("Could not parse fdset /dev/fdset/", () -> store.openSet("/dev/fdset/", Sys.O_RDONLY));
    }

    @Test
    void otherPaths_openAsFiles() throws Exception {
        try (AutoFd opened = new AutoFd(store.open("/dev/null", Sys.O_RDONLY, 0))) {
            assertEquals(0, opened.fd.read(new byte[1], 0, 1));
        }
    }

    @Test
    void inheritedDescriptor_movesIntoTheSet() throws Exception {
        Fd given = nothing(Sys.O_RDONLY);
        given.closeOnExec(false);
        int number = given.release();

        store.inherit(number, 7, "serial0-source");

        FdSet set = store.list().get(0);
        assertEquals(7, set.id());
        assertEquals("serial0-source", set.fds().get(0).opaque());
    }

    @Test
    void descriptorsNobodyCanHavePassed_areRefused() throws Exception {
        Fd own = nothing(Sys.O_RDONLY);

        assertText("fd is not valid or already in use", () -> store.inherit(own.number(), 1, null));
        assertText("fd cannot be a standard I/O stream", () -> store.inherit(1, 1, null));
        int number = own.number();
        own.close();
        assertText("fd is not valid or already in use", () -> store.inherit(number, 1, null));
    }

    private static final class AutoFd implements AutoCloseable {
        private final Fd fd;

        AutoFd(Fd fd) {
            this.fd = fd;
        }

        @Override
        public void close() throws IOException {
            fd.close();
        }
    }

    private static Fd nothing(int access) throws IOException {
        return Files.open("/dev/null", access, 0);
    }

    private static void assertText(String text, Executable action) {
        assertEquals(text, assertThrows(Exception.class, action).getMessage());
    }
}
