package baton.migration.testing;

import baton.base.EventSink;
import baton.migration.spi.DirtyLog;
import baton.migration.spi.DiskLocks;
import baton.migration.spi.MigratableVm;
import baton.migration.spi.PageSet;
import baton.migration.spi.RamBlock;
import baton.migration.vmstate.StateVisitor;
import baton.migration.vmstate.VmState;
import baton.migration.vmstate.VmStateException;
import baton.nat.libc.ErrnoException;
import baton.nat.libc.Fd;
import baton.nat.libc.Memfd;
import baton.nat.libc.Memory;
import baton.nat.libc.Mmap;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** A machine with run states, one block of RAM and one device that can be told to fail. */
public final class FakeVm implements MigratableVm, AutoCloseable {
    /** Bytes of RAM: more than a pipe holds. */
    public static final int RAM_BYTES = 1 << 20;

    private static final int PAGE = 4096;

    private final PageSet written = new PageSet(RAM_BYTES / PAGE);
    private volatile Log log;
    private volatile int throttle;
    private final EventSink events;
    private final Fd file;
    private final Mmap memory;
    private final Ram ram;
    private final Device device = new Device();
    private final Disk disk = new Disk();
    private String runState;
    private String remembered;
    private List<String> nonMigratable = List.of();
    private volatile int handedOver;
    private boolean switchedOff;
    private boolean faultsInActivate;

    /** A machine in {@code runState} whose RAM is not zero. */
    public FakeVm(String runState, EventSink events) throws ErrnoException {
        this.runState = runState;
        this.events = events;
        this.file = Memfd.create("ram0", false);
        file.truncate(RAM_BYTES);
        this.memory = Mmap.shared(file, 0, RAM_BYTES);
        this.ram = new Ram(memory.address());
        Memory.fill(memory.address(), RAM_BYTES, (byte) 0x5a);
    }

    /** One byte of RAM. */
    public int ramByte(int at) {
        return Memory.getByte(memory.address() + at);
    }

    /** Somebody cuts the file that RAM is in. */
    public void cutMemory() throws ErrnoException {
        file.truncate(0);
    }

    /** Its guest switches itself off, of which word comes when it is frozen. */
    public void switchOff() {
        switchedOff = true;
    }

    @Override
    public boolean over() {
        return switchedOff;
    }

    /** Zeroes RAM, as a fresh process has it. */
    public FakeVm cleared() {
        ram.madeZero = true;
        ram.clear();
        return this;
    }

    /** The device. */
    public Device device() {
        return device;
    }

    @Override
    public Disk disks() {
        return disk;
    }

    /** Lists a device that cannot migrate. */
    public void block(String id) {
        nonMigratable = List.of(id);
    }

    @Override
    public String machineName() {
        return "fake";
    }

    @Override
    public byte[] uuid() {
        return null;
    }

    @Override
    public List<RamBlock> ramBlocks() {
        return List.of(ram);
    }

    @Override
    public List<VmState> sections() {
        return List.of(device);
    }

    @Override
    public String runState() {
        return runState;
    }

    @Override
    public List<String> nonMigratable() {
        return nonMigratable;
    }

    /** The guest, or a device, writes one byte. */
    public void write(int at, int value) {
        Memory.putByte(memory.address() + at, (byte) value);
        synchronized (written) {
            written.add(at / PAGE, at / PAGE + 1);
        }
    }

    /** Whether a log of writes is open. */
    public boolean logged() {
        return log != null;
    }

    /** What the processors were last told. */
    public int throttle() {
        return throttle;
    }

    @Override
    public DirtyLog logWrites() {
        Log begun = new Log();
        log = begun;
        return begun;
    }

    @Override
    public void throttle(int percent) {
        throttle = percent;
    }

    @Override
    public void freeze() {
        remembered = runState;
        runState = "finish-migrate";
        disk.giveUp();
        if (ran()) {
            events.event("STOP", Map.of());
        }
    }

    @Override
    public void thaw() {
        runState = remembered;
        if (ran()) {
            events.event("RESUME", Map.of());
        }
    }

    private boolean ran() {
        return remembered.equals("running") || remembered.equals("suspended");
    }

    @Override
    public void handedOver() {
        runState = "postmigrate";
        handedOver++;
    }

    /** How often it was handed over. */
    public int timesHandedOver() {
        return handedOver;
    }

    @Override
    public void commit() throws VmStateException {
        device.commit();
    }

    @Override
    public void activate() {
        if (faultsInActivate) {
            throw new IllegalStateException("planted");
        }
        runState = "running";
        events.event("RESUME", Map.of());
    }

    @Override
    public void close() throws IOException {
        memory.close();
        file.close();
    }

    /** From now on our own code is wrong where the guest starts. */
    public void faultInActivate() {
        faultsInActivate = true;
    }

    /** Tells of each write once. */
    private final class Log implements DirtyLog {
        @Override
        public void collect(RamBlock block, PageSet into) {
            synchronized (written) {
                into.add(written);
                written.clear();
            }
        }

        @Override
        public void reading(RamBlock block, PageSet pages, long first, long end) {
            // Collecting was forgetting.
        }

        @Override
        public void close() {
            if (log == this) {
                log = null;
            }
        }
    }

    /** A disk that somebody else may have. */
    public static final class Disk implements DiskLocks {
        private int refusals;
        private boolean locked;

        /** From now on another process has it, and lets go when it has been asked for that often. */
        public void elsewhere(int times) {
            refusals = times;
        }

        /** Whether this process has it. */
        public boolean locked() {
            return locked;
        }

        @Override
        public void claim() throws IOException {
            if (refusals > 0) {
                refusals--;
                throw new IOException("somebody else has the disk");
            }
            locked = true;
        }

        @Override
        public void giveUp() {
            locked = false;
        }
    }

    /** Holds one number. */
    public static final class Device implements VmState {
        private int value;
        private boolean failsSaving;
        private boolean failsCommit;
        private boolean buggy;
        private boolean badlyDescribed;

        /** Sets the number. */
        public void value(int newValue) {
            value = newValue;
        }

        /** The number. */
        public int value() {
            return value;
        }

        /** Saving it will fail. */
        public void failSaving() {
            failsSaving = true;
        }

        /** Saving or loading it will throw what nobody expects. */
        public void beBuggy() {
            buggy = true;
        }

        /** Walking its fields throws what nobody expects. */
        public void describeBadly(boolean badly) {
            badlyDescribed = badly;
        }

        /** Committing it will fail. */
        public void failCommit() {
            failsCommit = true;
        }

        @Override
        public String vmsd() {
            return "device";
        }

        @Override
        public int version() {
            return 1;
        }

        @Override
        public void state(StateVisitor v) throws VmStateException {
            if (badlyDescribed) {
                throw new IllegalStateException("a bug in state");
            }
            value = v.u32("value", value);
        }

        @Override
        public void saving() throws VmStateException {
            trip();
            if (failsSaving) {
                throw new VmStateException(VmStateException.Reason.IO, "device cannot be read");
            }
        }

        @Override
        public void loaded() {
            trip();
        }

        private void trip() {
            if (buggy) {
                throw new IllegalStateException("a bug");
            }
        }

        @Override
        public void commit() throws VmStateException {
            if (failsCommit) {
                throw new VmStateException(VmStateException.Reason.MISMATCH, "device refused");
            }
        }
    }

    private static final class Ram implements RamBlock {
        private final long address;
        private boolean madeZero;

        Ram(long address) {
            this.address = address;
        }

        @Override
        public long address() {
            return address;
        }

        @Override
        public boolean madeZero() {
            return madeZero;
        }

        @Override
        public void clear() {
            Memory.fill(address, RAM_BYTES, (byte) 0);
        }

        @Override
        public String name() {
            return "ram0";
        }

        @Override
        public long length() {
            return RAM_BYTES;
        }

        @Override
        public long guestAddress() {
            return 0;
        }

        @Override
        public boolean shared() {
            return true;
        }

        @Override
        public boolean namedFile() {
            return true;
        }

        @Override
        public int fd() {
            return -1;
        }
    }
}
