package baton.cpr.transfer;

import baton.base.Closer;
import baton.cpr.limits.CprLimits;
import baton.cpr.state.CprFd;
import baton.cpr.state.CprFds;
import baton.cpr.state.DeviceFds;
import baton.cpr.state.SocketState;
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
import baton.nat.libc.Fd;
import baton.nat.libc.Sockets;
import baton.nat.libc.Sys;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * Mode {@code cpr-transfer}, the old side. The state goes to the new process, which hangs up once it listens for the main
 * stream. If it is a Baton it has meanwhile sent a socket of its own, on which it asks before it runs the guest and says
 * when it does: until then the guest can go on here, from then on it must not. Of a QEMU nothing is heard after the
 * hang-up, and the migration has completed when everything is written.
 */
public final class CprTransfer implements MigrationStrategy {
    private static final long LAST_WORDS_MILLIS = 1000;
    private static final String ENDED = "The new process ended before it took the guest over";

    private final CprFds inherited;
    private final DeviceFds devices;
    /** What devices hand to a Baton, which knows what it is; told on the migration thread. */
    private Map<String, Fd> kept = Map.of();

    private boolean devicesTold;
    private MigrationRequest request;
    private Fd socket;
    private Wait wait;
    private volatile Control control;
    private volatile boolean takenBack;

    /** {@code inherited}: what this process was handed and nobody took; null for nothing. */
    public CprTransfer(CprFds inherited, DeviceFds devices) {
        this.inherited = inherited;
        this.devices = devices;
    }

    @Override
    public MigMode mode() {
        return MigMode.CPR_TRANSFER;
    }

    @Override
    public void checkChannels(ChannelAddress main, ChannelAddress cpr) throws MigrationRefused {
        checkIncoming(main);
        if (cpr == null) {
            throw new MigrationRefused("missing 'cpr' migration channel");
        }
        if (main instanceof ChannelAddress.Inet inet && inet.port() == 0) {
            throw new MigrationRefused("cpr-transfer cannot use inet port 0: give the port the new process listens on");
        }
    }

    @Override
    public void checkIncoming(ChannelAddress main) throws MigrationRefused {
        if (main instanceof ChannelAddress.File) {
            throw new MigrationRefused("Migration requires streamable transport (eg unix)");
        }
    }

    @Override
    public void check(MigratableVm vm, MigrationRequest asked) throws MigrationRefused {
        CprLimits.checkCapabilities(asked.capabilities());
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
        if (!(asked.cpr() instanceof ChannelAddress.Unix unix)) {
            throw new MigrationFailed("bad cpr channel address; must be unix");
        }
        try {
            wait = Wait.create();
            socket = connect(unix);
            send(CprFds.outgoing(vm.ramBlocks(), inherited));
            kept = devices.kept(false);
        } catch (IOException e) {
            throw new MigrationFailed(e.getMessage(), e);
        }
        preparation.await(new Waiting() {
            @Override
            public void await() throws MigrationFailed {
                awaitListening();
            }
        });
    }

    private void send(List<CprFd> elements) throws IOException {
        try {
            SocketState.send(socket, elements);
            Sockets.shutdown(socket, Sys.SHUT_WR);
        } catch (IOException e) {
            throw new IOException("Unable to write to socket: " + e.getMessage(), e);
        }
    }

    private static Fd connect(ChannelAddress.Unix unix) throws IOException {
        try {
            return Sockets.unixConnect(unix.name(), true);
        } catch (IOException e) {
            throw new IOException("Failed to connect to '" + unix.path() + "': " + e.getMessage(), e);
        }
    }

    /** On the migration thread. */
    private void awaitListening() throws MigrationFailed {
        long deadline = Wait.deadline(request.parameters().cprTimeout());
        try {
            Wait.End end = wait.readable(socket, deadline);
            while (end == Wait.End.READY && !hungUp()) {
                tellDevices();
                end = wait.readable(socket, deadline);
            }
            if (end == Wait.End.STOPPED) {
                throw new MigrationFailed("cancelled");
            }
            if (end == Wait.End.TIMED_OUT) {
                throw new MigrationFailed("The new process did not listen on the main channel within "
                        + request.parameters().cprTimeout() + " ms: see parameter x-cpr-timeout");
            }
            refusedAlready();
        } catch (IOException e) {
            throw new MigrationFailed("cpr channel: " + e.getMessage(), e);
        }
    }

    /** Once the new process is known to be a Baton: it waits for this before it opens anything. */
    private void tellDevices() {
        if (control == null || devicesTold) {
            return;
        }
        devicesTold = true;
        for (Map.Entry<String, Fd> one : kept.entrySet()) {
            control.send(Control.Type.DEVICE, one.getKey(), one.getValue().number());
        }
        control.send(Control.Type.DEVICE, "");
    }

    @Override
    public void guestStopped() {
        if (control != null) {
            devices.hold();
        }
    }

    /** Reads what the new process sent; true when it has hung up. A QEMU sends nothing, a Baton one byte with a socket. */
    private synchronized boolean hungUp() throws IOException, MigrationFailed {
        byte[] hello = new byte[1];
        Sockets.Received received;
        try {
            received = Sockets.receive(socket, hello, 1);
        } catch (IOException e) {
            // It closed without having read everything, which an older QEMU may do: gone all the same.
            return true;
        }
        if (received.length > 0 && received.fds.isEmpty()) {
            throw new MigrationFailed("The cpr channel was answered with what neither Baton nor QEMU says: is it the"
                    + " socket of the new process?");
        }
        for (Fd fd : received.fds) {
            adopt(fd);
        }
        return received.length == 0;
    }

    private void adopt(Fd fd) throws IOException {
        if (control == null) {
            control = new Control(fd);
        } else {
            fd.close();
        }
    }

    /** A new process that has failed says so before it hangs up. */
    private void refusedAlready() throws IOException, MigrationFailed {
        Control.Message message = control == null ? null : control.await(wait, System.nanoTime());
        if (message != null && message.type() == Control.Type.NO) {
            throw new MigrationFailed(message.text());
        }
        if (message != null && message.type() == Control.Type.END) {
            throw new MigrationFailed(ENDED);
        }
    }

    @Override
    public String handOver(NoReturn point, Downtime pause) throws MigrationFailed {
        if (control == null) {
            return null;
        }
        pause.next("transfer", System.nanoTime());
        if (!point.pass()) {
            throw new MigrationFailed("cancelled");
        }
        // Unasked: the new process finds it behind the stream, and the guest waits for no answer of ours.
        control.send(Control.Type.GO, pause.text());
        return "The guest was taken over by process " + awaitTaken(point)
                + " and runs there on the same memory: quit this process, or its memory will be destroyed";
    }

    /**
     * From {@code GO} on the new process may run the guest at any moment. Whatever ends the wait, time, a cancel or its
     * death, what counts is whether its word has come; after {@link #takeBack} it cannot come any more.
     */
    private String awaitTaken(NoReturn point) throws MigrationFailed {
        Control.Message message = answer();
        if (message.type() == Control.Type.TAKEN) {
            return message.text();
        }
        Control.Message taken = takeBack();
        if (taken != null) {
            return taken.text();
        }
        point.back();
        throw failure(message);
    }

    private Control.Message answer() {
        try {
            return control.await(wait, Wait.deadline(request.parameters().cprTimeout()));
        } catch (IOException e) {
            return new Control.Message(Control.Type.NO, "cpr channel: " + e.getMessage());
        }
    }

    /** What the new process said when it took the guest; null when it has not, and never will. */
    private Control.Message takeBack() {
        takenBack = true;
        // The reason first: who finds that it cannot take the guest has it already.
        control.send(Control.Type.NO, "the old process goes on with the guest itself");
        return control.lastWord(Control.Type.TAKEN);
    }

    private MigrationFailed failure(Control.Message message) {
        return new MigrationFailed(
                switch (message.type()) {
                    case NO -> message.text();
                    case NOTHING -> "The new process did not take the guest over within "
                            + request.parameters().cprTimeout() + " ms: see parameter x-cpr-timeout";
                    case STOPPED -> "cancelled";
                    default -> ENDED;
                });
    }

    @Override
    public String reason(String ours) {
        if (control == null) {
            return ours;
        }
        try {
            Control.Message message = control.await(wait, Wait.deadline(LAST_WORDS_MILLIS));
            return switch (message.type()) {
                case NO -> message.text();
                case END -> ENDED;
                default -> ours;
            };
        } catch (IOException e) {
            return ours;
        }
    }

    @Override
    public long patienceMillis() {
        return request.parameters().cprTimeout();
    }

    @Override
    public void cancel() {
        if (wait != null) {
            wait.stop();
        }
    }

    @Override
    public void completed(MigratableVm vm) throws MigrationFailed {
        devices.release();
        if (control == null) {
            devices.stay();
        }
        close();
    }

    @Override
    public void failed(MigratableVm vm) {
        meet();
        if (control != null && !takenBack) {
            // Before the guest runs here again: from now on the new process must not, whatever it has.
            takeBack();
        }
        devices.release();
        devices.stay();
        close();
    }

    /** A new process that has just come would not be told that it came in vain. */
    private void meet() {
        try {
            if (control == null && socket != null && socket.number() >= 0) {
                hungUp();
            }
        } catch (IOException | MigrationFailed e) {
            // What it sent was no greeting.
            return;
        }
    }

    private void close() {
        try (Closer closer = new Closer()) {
            for (Closer.Resource resource : new Closer.Resource[] {wait, socket, control}) {
                if (resource != null) {
                    closer.add(resource);
                }
            }
        } catch (IOException e) {
            // All of it is released, and nothing was left to be written.
            return;
        }
    }
}
