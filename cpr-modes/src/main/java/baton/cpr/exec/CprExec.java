package baton.cpr.exec;

import baton.cpr.limits.CprLimits;
import baton.cpr.state.CprFd;
import baton.cpr.state.CprFds;
import baton.cpr.state.DeviceFds;
import baton.cpr.state.MemfdState;
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
import baton.nat.libc.Memfd;
import baton.nat.libc.Mmap;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Mode {@code cpr-exec}, the old side: the state waits in a memfd, the stream where the URI says, and when both are whole
 * the process becomes the new one. Unlike QEMU this refuses RAM that would not survive, and a program that is not there
 * before the guest stops; and a command that is Baton's own is tried out first.
 */
public final class CprExec implements MigrationStrategy {
    private static final String SHELL = "/bin/sh";
    /** What goes along has no number below: a shell in the command may open files as 3 to 9. */
    private static final int FIRST_KEPT = 10;

    private final CprFds inherited;
    private final DeviceFds devices;
    /** {@link #devices}, if the next process knows what they are. */
    private DeviceFds known = DeviceFds.NONE;

    private final ExecHost host;
    private MigrationRequest request;
    private List<String> command;
    private String program;
    private List<CprFd> elements;
    /** Descriptors of the elements that are ours, not RAM's. */
    private final List<Fd> copies = new ArrayList<>();

    private Fd state;
    /** Where the stream goes with {@code memfd:}; null otherwise. */
    private Fd stream;

    private Downtime pause;
    /** What the new process is to read first; null for nothing. */
    private Fd input;
    /** A copy, left to a Baton, which lets go of it when the guest runs; anything else would keep it for ever. */
    private Fd machine;

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
            elements = raised(CprFds.outgoing(vm.ramBlocks(), inherited));
            if (asked.main() instanceof ChannelAddress.Memory) {
                stream = raised(Memfd.create(ExecPredecessor.STREAM_NAME, false));
                elements.add(0, new CprFd(ExecPredecessor.STREAM_NAME, 0, stream));
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

    private List<CprFd> raised(List<CprFd> all) throws ErrnoException {
        List<CprFd> raised = new ArrayList<>();
        for (CprFd element : all) {
            Fd fd = element.fd();
            if (fd.number() < FIRST_KEPT) {
                fd = fd.dup(FIRST_KEPT);
                copies.add(fd);
            }
            raised.add(new CprFd(element.name(), element.id(), fd));
        }
        return raised;
    }

    /** Takes the descriptor over. */
    private static Fd raised(Fd own) throws ErrnoException {
        if (own.number() >= FIRST_KEPT) {
            return own;
        }
        try {
            return own.dup(FIRST_KEPT);
        } finally {
            own.close();
        }
    }

    @Override
    public boolean keepsMemory() {
        return true;
    }

    @Override
    public Fd memory() {
        return stream;
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
            elements.addAll(raised(CprFds.of(known.kept(true))));
            state = raised(MemfdState.create(elements));
            input = unread();
            Exec.closeAllOnExec();
            machine = trial == null || vm.hardware() == null
                    ? null
                    : vm.hardware().dup(FIRST_KEPT);
            keep(true);
            become(environment(pause.text() + " @exec=" + since));
        } catch (ErrnoException e) {
            host.stay();
            throw failure(e);
        } catch (IOException e) {
            host.stay();
            throw new MigrationFailed("Failed to save the CPR state: " + e.getMessage(), e);
        }
    }

    private Fd unread() throws ErrnoException {
        byte[] bytes = host.unread();
        if (bytes.length == 0) {
            return null;
        }
        Fd memfd = raised(Memfd.create(ExecPredecessor.INPUT_VARIABLE, false));
        memfd.writeFully(bytes, 0, bytes.length);
        return memfd;
    }

    private void keep(boolean open) throws ErrnoException {
        for (CprFd element : elements) {
            element.fd().closeOnExec(!open);
        }
        state.closeOnExec(!open);
        if (input != null) {
            input.closeOnExec(!open);
        }
        if (machine != null) {
            machine.closeOnExec(!open);
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

    private List<String> environment(String pauseText) {
        List<String> environment = new ArrayList<>();
        for (Map.Entry<String, String> variable : host.environment().entrySet()) {
            if (!isOurs(variable.getKey())) {
                environment.add(variable.getKey() + "=" + variable.getValue());
            }
        }
        environment.add(ExecPredecessor.STATE_VARIABLE + "=" + state.number());
        environment.add(ExecPredecessor.PAUSE_VARIABLE + "=" + pauseText);
        if (machine != null) {
            environment.add(ExecPredecessor.MACHINE_VARIABLE + "=" + machine.number());
        }
        if (input != null) {
            environment.add(ExecPredecessor.INPUT_VARIABLE + "=" + input.number());
        }
        return environment;
    }

    private static boolean isOurs(String variable) {
        return variable.equals(ExecPredecessor.STATE_VARIABLE)
                || variable.equals(ExecPredecessor.PAUSE_VARIABLE)
                || variable.equals(ExecPredecessor.MACHINE_VARIABLE)
                || variable.equals(ExecPredecessor.INPUT_VARIABLE);
    }

    @Override
    public void failed(MigratableVm vm) {
        try {
            if (state != null) {
                keep(false);
                state.close();
            }
            for (Fd copy : copies) {
                copy.close();
            }
            if (input != null) {
                input.close();
            }
            if (stream != null) {
                stream.close();
            }
            if (machine != null) {
                machine.close();
            }
        } catch (ErrnoException e) {
            // The next exec sets every descriptor's flag anew, and no child of ours inherits by accident.
            return;
        } finally {
            known.release();
            known.stay();
        }
    }
}
