package baton.nat.libc;

import jnr.ffi.LibraryLoader;
import jnr.ffi.Runtime;

/**
 * Who the process is (setuid(2)), through libc: it makes the change in every thread, which a system call alone does only in
 * one. Loads jnr-ffi, 45 ms. Main loop.
 */
public final class Credentials {
    /** libc as jnr-ffi sees it; public because jnr-ffi generates the implementation. */
    public interface LibC {
        /** setgroups(2). */
        int setgroups(long count, int[] groups);

        /** setresgid(2). */
        int setresgid(int real, int effective, int saved);

        /** setresuid(2). */
        int setresuid(int real, int effective, int saved);
    }

    private final LibC libc = LibraryLoader.create(LibC.class).load("c");
    private final Runtime runtime = Runtime.getRuntime(libc);

    /** Becomes that user with these groups, for good. */
    public void become(int user, int group, int... groups) throws ErrnoException {
        check("setgroups", libc.setgroups(groups.length, groups));
        check("setresgid", libc.setresgid(group, group, group));
        check("setresuid", libc.setresuid(user, user, user));
    }

    private void check(String call, int result) throws ErrnoException {
        if (result != 0) {
            throw new ErrnoException(call, runtime.getLastError());
        }
    }
}
