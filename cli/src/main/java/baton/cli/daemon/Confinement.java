package baton.cli.daemon;

import baton.cli.options.ConfinementOptions;
import baton.cli.options.OptionException;
import baton.nat.libc.Credentials;
import baton.nat.libc.ErrnoException;
import baton.nat.libc.Process;
import baton.nat.libc.Seccomp;
import baton.nat.libc.SeccompCalls;
import java.io.IOException;

/** {@code -sandbox on}, before anything is opened, and {@code -run-with user=,chroot=}, when everything is. */
final class Confinement {
    private final ConfinementOptions options;

    Confinement(ConfinementOptions options) {
        this.options = options;
    }

    /** Filters system calls of all threads from now on. */
    void filter() throws OptionException {
        if (!options.sandbox()) {
            return;
        }
        Seccomp filter = new Seccomp().kill(SeccompCalls.killed());
        if (!options.obsolete()) {
            filter.kill(SeccompCalls.obsolete());
        }
        if (!options.privileges()) {
            filter.deny(SeccompCalls.privileges());
        }
        if (!options.resources()) {
            filter.deny(SeccompCalls.resources());
        }
        if (!options.spawn()) {
            filter.denyProcesses();
        }
        try {
            filter.install();
        } catch (ErrnoException e) {
            throw new OptionException("failed to install seccomp syscall filter in the kernel: " + e.getMessage());
        }
    }

    /** Gives up the file system and the user, in this order, in all threads. */
    void settle() throws OptionException {
        if (options.root() == null && options.user() == null) {
            return;
        }
        try {
            Account account = options.user() == null ? null : Account.of(options.user());
            Credentials credentials = account == null ? null : new Credentials();
            if (options.root() != null) {
                root();
            }
            if (account != null) {
                credentials.become(account.user(), account.group(), account.groups());
            }
        } catch (ErrnoException e) {
            throw new OptionException(e.call() + ": " + e.getMessage());
        } catch (IOException e) {
            throw new OptionException("-run-with user=" + options.user() + ": " + e.getMessage());
        }
    }

    private void root() throws OptionException {
        try {
            Process.changeRoot(options.root());
        } catch (ErrnoException e) {
            throw new OptionException("chroot failed");
        }
    }
}
