package baton.migration.stream;

import baton.base.Closer;
import baton.migration.spi.DirtyLog;
import baton.migration.spi.MigratableVm;
import baton.migration.spi.RamBlock;
import baton.migration.vmstate.VmState;
import baton.migration.vmstate.VmStateException;
import baton.nat.libc.ErrnoException;
import baton.nat.libc.Memory;
import baton.nat.libc.Mmap;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A machine that is nothing but its sections and its mapped RAM. */
final class TestVm implements MigratableVm, AutoCloseable {
    private final String name;
    private final List<VmState> sections;
    private final List<RamBlock> blocks = new ArrayList<>();
    private final Closer closer = new Closer();
    private byte[] uuid;

    TestVm(String name, List<? extends VmState> sections) {
        this.name = name;
        this.sections = new ArrayList<>(sections);
    }

    /** The machine of the captured microvm streams. */
    static TestVm microvm(String ramId, List<? extends VmState> sections) throws ErrnoException {
        return new TestVm("microvm", sections).ram(ramId, 64 << 20, 0).ram("pc.bios", 64 << 10, 0xffff0000L);
    }

    TestVm ram(String id, long length, long guestAddress) throws ErrnoException {
        return ram(id, length, guestAddress, false);
    }

    TestVm ram(String id, long length, long guestAddress, boolean madeZero) throws ErrnoException {
        long address = closer.add(Mmap.anonymous(length, false)).address();
        blocks.add(new TestRam(id, address, length, guestAddress, madeZero));
        return this;
    }

    /** A block in memory of somebody else. */
    TestVm ramAt(String id, long address, long length, long guestAddress) {
        blocks.add(new TestRam(id, address, length, guestAddress, false));
        return this;
    }

    TestVm uuid(byte[] bytes) {
        uuid = bytes;
        return this;
    }

    /** Has the RAM of {@code other}, which stays its owner. */
    TestVm sharing(TestVm other) {
        blocks.addAll(other.blocks);
        return this;
    }

    /** Page {@code page} of block {@code block}. */
    byte[] page(int block, long page) {
        byte[] bytes = new byte[4096];
        Memory.copy(blocks.get(block).address() + page * 4096, bytes, 0, bytes.length);
        return bytes;
    }

    void fill(int block, long page, int value) {
        Memory.fill(blocks.get(block).address() + page * 4096, 4096, (byte) value);
    }

    void put(int block, long offset, int value) {
        Memory.putByte(blocks.get(block).address() + offset, (byte) value);
    }

    @Override
    public String machineName() {
        return name;
    }

    @Override
    public byte[] uuid() {
        return uuid;
    }

    @Override
    public List<RamBlock> ramBlocks() {
        return blocks;
    }

    @Override
    public List<VmState> sections() {
        return sections;
    }

    @Override
    public String runState() {
        return "paused";
    }

    @Override
    public List<String> nonMigratable() {
        return List.of();
    }

    @Override
    public DirtyLog logWrites() {
        return DirtyLog.NONE;
    }

    @Override
    public void throttle(int percent) {}

    @Override
    public void freeze() {}

    @Override
    public void thaw() {}

    @Override
    public void handedOver() {}

    @Override
    public void commit() throws VmStateException {
        for (VmState section : sections) {
            section.commit();
        }
    }

    @Override
    public void activate() {}

    @Override
    public void close() throws IOException {
        closer.close();
    }

    private record TestRam(String name, long address, long length, long guestAddress, boolean madeZero)
            implements RamBlock {
        @Override
        public boolean shared() {
            return false;
        }

        @Override
        public boolean namedFile() {
            return false;
        }

        @Override
        public int fd() {
            return -1;
        }
    }
}
