package baton.cpr.exec;

import baton.cpr.limits.CprLimits;
import baton.cpr.state.CprFds;
import baton.cpr.state.DeviceFds;
import baton.migration.channel.ChannelAddress;
import baton.migration.params.MigMode;
import baton.migration.params.MigrationCapabilities;
import baton.migration.spi.Downtime;
import baton.migration.spi.MigratableVm;
import baton.migration.spi.MigrationFailed;
import baton.migration.spi.MigrationRefused;
import baton.migration.spi.MigrationRequest;
import baton.migration.spi.MigrationStrategy;
import baton.migration.spi.RamBlock;
import baton.migration.spi.RamPolicy;
import baton.nat.libc.Errno;
import baton.nat.libc.ErrnoException;
import baton.nat.libc.Exec;
import baton.nat.libc.Fd;
import baton.nat.libc.Mmap;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Mode {@code cpr-exec}, the old side: the state waits in a memfd, the stream where the URI says, and when both are whole
 * the process becomes the new one. Unlike QEMU this refuses RAM that would not survive, and a program that is not there
 * before the guest stops; and a command that is Baton's own is tried out first.
 */
public final class CprExec implements MigrationStrategy {
    private static final String SHELL = "/bin/sh";

    private final CprFds inherited;
    private final DeviceFds devices;
    /** {@link #devices}, if the next process knows what they are. */
    private DeviceFds known = DeviceFds.NONE;

    private final ExecHost host;
    private MigrationRequest request;
    private List<String> command;
    private String program;
    private final Luggage luggage = new Luggage();
    private Downtime pause;
    private volatile Trial trial;

    /** {@code inherited}: what this process was handed and nobody took; null for nothing. */
    public CprExec(CprFds inherited, DeviceFds devices, ExecHost host) {
        this.inherited = inherited;
        this.devices = devices;
        this.host = host;
    }

    @Override
    public MigMode mode() {
        return MigMode.CPR_EXEC;
    }

    @Override
    public void check(MigratableVm vm, MigrationRequest asked) throws MigrationRefused {
        CprLimits.checkCapabilities(asked.capabilities());
        if (asked.parameters().cprExecCommand().isEmpty()) {
            throw new MigrationRefused("Parameter 'cpr-exec-command' required for cpr-exec");
        }
        if (!host.mayExec()) {
            throw new MigrationRefused("cpr-exec mode requires permission to use the exec system call, which is denied"
                    + " by -sandbox on,spawn=deny");
        }
    }

    @Override
    public List<String> blockers(MigratableVm vm) {
        return CprLimits.ramBlockers(vm);
    }

    @Override
    public boolean stopsVmFirst() {
        return true;
    }

    @Override
    public RamPolicy ram(RamBlock block, MigrationCapabilities capabilities) {
        return RamPolicy.BY_FD;
    }

    @Override
    public void prepare(MigratableVm vm, MigrationRequest asked, Preparation preparation) throws MigrationFailed {
        request = asked;
        command = asked.parameters().cprExecCommand();
        try {
            program = Program.find(command.get(0), host.environment().get("PATH"));
        } catch (ErrnoException e) {
            throw failure(e);
        }
        List<String> ours = Lead.of(command, host.environment());
        try {
            luggage.add(CprFds.outgoing(vm.ramBlocks(), inherited));
            if (asked.main() instanceof ChannelAddress.Memory) {
                luggage.addStream();
            }
            // Others would not know what to do with a device's, and keep it open for ever.
            known = ours == null ? DeviceFds.NONE : devices;
        } catch (IOException e) {
            throw new MigrationFailed("Failed to save the CPR state: " + e.getMessage(), e);
        }
        if (ours != null) {
            trial = new Trial(ours, host, asked.parameters().cprTimeout());
            preparation.examine(new Waiting() {
                @Override
                public void await() throws MigrationFailed {
                    trial.run();
                    forgetPages(vm);
                }
            });
        } else {
            forgetPages(vm);
            preparation.ready();
        }
    }

    @Override
    public boolean keepsMemory() {
        return true;
    }

    @Override
    public Fd memory() {
        return luggage.stream();
    }

    /**
     * Takes down the page tables of RAM while the guest still runs, which has faults on what it uses: exec would do it for
     * all of it (50 ms per GiB touched) while the guest stands still.
     */
    private static void forgetPages(MigratableVm vm) {
        for (RamBlock block : vm.ramBlocks()) {
            try {
                if (block.shared()) {
                    Mmap.forgetPages(block.address(), block.length());
                }
            } catch (ErrnoException e) {
                // Locked memory: then it takes its time later.
                return;
            }
        }
    }

    private MigrationFailed failure(ErrnoException e) {
        return new MigrationFailed("execvp " + command.get(0) + " failed: " + e.getMessage(), e);
    }

    @Override
    public long patienceMillis() {
        return request.parameters().cprTimeout();
    }

    @Override
    public void cancel() {
        if (trial != null) {
            trial.cancel();
        }
    }

    @Override
    public String handOver(NoReturn point, Downtime counted) {
        pause = counted;
        return null;
    }

    @Override
    public void completed(MigratableVm vm) throws MigrationFailed {
        long since = System.nanoTime();
        host.leave();
        try {
            luggage.add(CprFds.of(known.kept(true)));
            luggage.pack(host.unread(), trial == null ? null : vm.hardware());
            become(luggage.environment(host.environment(), pause.text() + " @exec=" + since));
        } catch (ErrnoException e) {
            host.stay();
            throw failure(e);
        } catch (IOException e) {
            host.stay();
            throw new MigrationFailed("Failed to save the CPR state: " + e.getMessage(), e);
        }
    }

    private void become(List<String> environment) throws ErrnoException {
        try {
            Exec.execve(program, command, environment);
        } catch (ErrnoException e) {
            if (e.errno() != Errno.ENOEXEC) {
                throw e;
            }
        }
        // A script without #!, which execvp gives to the shell.
        List<String> words = new ArrayList<>(command);
        words.set(0, program);
        words.add(0, SHELL);
        Exec.execve(SHELL, words, environment);
    }

    @Override
    public void failed(MigratableVm vm) {
        try {
            luggage.close();
        } catch (IOException e) {
            // The next exec sets every descriptor's flag anew, and no child of ours inherits by accident.
            return;
        } finally {
            known.release();
            known.stay();
        }
    }
}
