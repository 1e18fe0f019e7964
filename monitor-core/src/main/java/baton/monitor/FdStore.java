package baton.monitor;

import baton.base.Closer;
import baton.base.MainLoopThread;
import baton.chardev.FileOpener;
import baton.migration.channel.MigrationFds;
import baton.nat.libc.ErrnoException;
import baton.nat.libc.Fd;
import baton.nat.libc.Files;
import baton.nat.libc.Sys;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Descriptors handed to the process: by name ({@code getfd}) and in numbered sets that open as {@code /dev/fdset/N}
 * ({@code add-fd}, {@code -add-fd}). One store for all monitors; QEMU's named ones belong to one monitor each.
 */
@MainLoopThread
public final class FdStore implements MigrationFds, FileOpener, Closer.Resource {
    private static final String SET_PREFIX = "/dev/fdset/";

    /** A descriptor in a set. */
    private static final class Member {
        private final Fd fd;
        private final String opaque;

        Member(Fd fd, String opaque) {
            this.fd = fd;
            this.opaque = opaque;
        }
    }

    private final Map<String, Fd> named = new LinkedHashMap<>();
    private final TreeMap<Long, List<Member>> sets = new TreeMap<>();

    /** Names of descriptors, in the order they came. */
    public List<String> names() {
        return List.copyOf(named.keySet());
    }

    /**
     * {@code getfd}: keeps {@code fd} under a name, in place of one that had it.
     *
     * @param fd the store's from now on, whatever the outcome
     */
    public void name(String name, Fd fd) throws QmpException {
        if (!name.isEmpty() && Character.isDigit(name.charAt(0))) {
            close(fd);
            throw QmpException.generic("Parameter 'fdname' expects a name not starting with a digit");
        }
        Fd before = named.put(name, fd);
        if (before != null) {
            close(before);
        }
    }

    /** {@code closefd}. */
    public void closeNamed(String name) throws QmpException {
        Fd fd = named.remove(name);
        if (fd == null) {
            throw QmpException.generic("File descriptor named '" + name + "' not found");
        }
        close(fd);
    }

    @Override
    public Fd take(String name) {
        return named.remove(name);
    }

    /**
     * {@code add-fd}.
     *
     * @param setId the set, made if there is none of this number; null for a new one with the lowest free number
     * @param opaque what the client calls the descriptor, null for nothing
     * @param fd the store's from now on, whatever the outcome
     * @return the set's number
     */
    public long add(Long setId, String opaque, Fd fd) throws QmpException {
        if (setId != null && setId < 0) {
            close(fd);
            throw QmpException.generic("Parameter 'fdset-id' expects a non-negative value");
        }
        long id = setId == null ? freeId() : setId;
        List<Member> members = sets.get(id);
        if (members == null) {
            members = new ArrayList<>();
            sets.put(id, members);
        }
        members.add(new Member(fd, opaque));
        return id;
    }

    private long freeId() {
        long free = 0;
        for (long id : sets.keySet()) {
            if (id != free) {
                return free;
            }
            free++;
        }
        return free;
    }

    /**
     * {@code -add-fd fd=N,set=M[,opaque=S]}: takes over a descriptor this process was started with.
     *
     * @throws IOException with QEMU's text
     */
    public void inherit(int number, long setId, String opaque) throws IOException {
        if (number <= 2) {
            throw new IOException("fd cannot be a standard I/O stream");
        }
        Fd given = Fd.owned(number);
        Fd kept;
        try {
            // Close-on-exec ones are our own: nobody can have passed them to us.
            if (given.closeOnExec()) {
                throw new IOException("fd is not valid or already in use");
            }
            kept = given.dup();
        } catch (ErrnoException e) {
            throw new IOException("fd is not valid or already in use", e);
        }
        close(given);
        try {
            add(setId, opaque, kept);
        } catch (QmpException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    /**
     * {@code remove-fd}: files opened from the set before stay open.
     *
     * @param fd the descriptor to remove, null for the whole set
     */
    public void remove(long setId, Integer fd) throws QmpException {
        List<Member> members = sets.get(setId);
        boolean found = false;
        for (int i = members == null ? -1 : members.size() - 1; i >= 0; i--) {
            if (fd == null || members.get(i).fd.number() == fd) {
                close(members.remove(i).fd);
                found = true;
            }
        }
        if (!found) {
            String what = "fdset-id:" + setId + (fd == null ? "" : ", fd:" + fd);
            throw QmpException.generic("File descriptor named '" + what + "' not found");
        }
        if (members.isEmpty()) {
            sets.remove(setId);
        }
    }

    /** {@code query-fdsets}: the highest number first, as QEMU lists them. */
    public List<FdSet> list() {
        List<FdSet> list = new ArrayList<>();
        for (Map.Entry<Long, List<Member>> set : sets.descendingMap().entrySet()) {
            List<FdSet.Member> fds = new ArrayList<>();
            for (Member member : set.getValue()) {
                fds.add(new FdSet.Member(member.fd.number(), member.opaque));
            }
            list.add(new FdSet(set.getKey(), fds));
        }
        return list;
    }

    @Override
    public Fd open(String path, int flags, int mode) throws IOException {
        return path.startsWith(SET_PREFIX) ? openSet(path, flags) : Files.open(path, flags, mode);
    }

    @Override
    public Fd openSet(String path, int flags) throws IOException {
        long id = number(path.substring(SET_PREFIX.length()));
        if (id < 0) {
            throw new IOException("Could not parse fdset " + path);
        }
        List<Member> members = sets.get(id);
        if (members == null) {
            throw new IOException("Failed to find fdset " + path);
        }
        int access = Sys.O_ACCMODE | Sys.O_DIRECT;
        for (int i = members.size() - 1; i >= 0; i--) {
            Fd fd = members.get(i).fd;
            if ((fd.statusFlags() & access) == (flags & access)) {
                return fd.dup();
            }
        }
        throw new IOException(
                "Failed to find file descriptor with matching flags=0x" + Integer.toHexString(flags & ~Sys.O_CLOEXEC));
    }

    /** A decimal number, -1 for anything else. */
    private static long number(String digits) {
        long value = digits.isEmpty() || digits.length() > 18 ? -1 : 0;
        for (int i = 0; i < digits.length() && value >= 0; i++) {
            int digit = digits.charAt(i) - '0';
            value = digit < 0 || digit > 9 ? -1 : value * 10 + digit;
        }
        return value;
    }

    @Override
    public void close() throws IOException {
        try (Closer closer = new Closer()) {
            for (Fd fd : named.values()) {
                closer.add(fd);
            }
            for (List<Member> members : sets.values()) {
                for (Member member : members) {
                    closer.add(member.fd);
                }
            }
            named.clear();
            sets.clear();
        }
    }

    private static void close(Fd fd) {
        try {
            fd.close();
        } catch (ErrnoException e) {
            // The number is released; a late write error is for who wrote.
            return;
        }
    }
}
