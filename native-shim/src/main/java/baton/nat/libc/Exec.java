package baton.nat.libc;

import java.util.List;

/** Becoming another program (execve(2)) with exactly the descriptors that should survive. Called on the main loop, last. */
public final class Exec {
    private Exec() {}

    /** Marks every descriptor from 3 on close-on-exec; the JDK leaves most of its own open. */
    public static void closeAllOnExec() throws ErrnoException {
        Syscall.checked("close_range", Sys.CLOSE_RANGE, 3, 0xffffffffL, Sys.CLOSE_RANGE_CLOEXEC);
    }

    /**
     * Replaces the process image; the pid stays. Does not return when it succeeds. The calling thread's signal mask
     * passes on to the new program, so it is emptied first and put back on failure.
     *
     * @param path the program's file; no PATH search
     */
    public static void execve(String path, List<String> argv, List<String> environment) throws ErrnoException {
        long mask = Signals.setMask(0);
        try (NativeBuffer file = NativeBuffer.string(path);
                StringVector args = new StringVector(argv);
                StringVector env = new StringVector(environment)) {
            Syscall.check("execve", Syscall.call(Sys.EXECVE, file.address(), args.address(), env.address()));
        } finally {
            Signals.setMask(mask);
        }
    }

    /** A NULL-ended array of C strings. */
    private static final class StringVector implements AutoCloseable {
        private final NativeBuffer[] strings;
        private final NativeBuffer vector;

        StringVector(List<String> texts) {
            strings = new NativeBuffer[texts.size()];
            vector = NativeBuffer.allocate(8 * (strings.length + 1));
            for (int i = 0; i < strings.length; i++) {
                strings[i] = NativeBuffer.string(texts.get(i));
                vector.putLong(8 * i, strings[i].address());
            }
        }

        long address() {
            return vector.address();
        }

        @Override
        public void close() {
            for (NativeBuffer string : strings) {
                string.close();
            }
            vector.close();
        }
    }
}
