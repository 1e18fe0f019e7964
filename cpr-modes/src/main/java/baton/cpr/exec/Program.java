package baton.cpr.exec;

import baton.nat.libc.Errno;
import baton.nat.libc.ErrnoException;
import baton.nat.libc.Files;

/** Finds programs as execvp(3) does. */
final class Program {
    private static final String DEFAULT_PATH = "/bin:/usr/bin";

    private Program() {}

    /**
     * The file of a program.
     *
     * @param name a path, or a name to be looked for
     * @param path {@code $PATH}; null when there is none
     * @throws ErrnoException ENOENT, or EACCES when all there is may not be executed
     */
    static String find(String name, String path) throws ErrnoException {
        if (name.indexOf('/') >= 0) {
            return usable(name);
        }
        ErrnoException refused = new ErrnoException("execvp", Errno.ENOENT);
        String directories = path == null ? DEFAULT_PATH : path;
        int at = 0;
        while (!name.isEmpty() && at <= directories.length()) {
            int end = directories.indexOf(':', at);
            end = end < 0 ? directories.length() : end;
            String directory = end == at ? "." : directories.substring(at, end);
            try {
                return usable(directory + "/" + name);
            } catch (ErrnoException e) {
                refused = e.errno() == Errno.EACCES ? e : refused;
            }
            at = end + 1;
        }
        throw refused;
    }

    private static String usable(String file) throws ErrnoException {
        if (!Files.exists(file)) {
            throw new ErrnoException("execvp", Errno.ENOENT);
        }
        if (!Files.executable(file)) {
            throw new ErrnoException("execvp", Errno.EACCES);
        }
        return file;
    }
}
