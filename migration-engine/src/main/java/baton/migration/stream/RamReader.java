package baton.migration.stream;

import baton.migration.ram.ZeroPage;
import baton.migration.spi.RamBlock;
import baton.migration.spi.RamPolicy;
import baton.migration.vmstate.VmStateException;
import baton.migration.vmstate.VmStateException.Reason;
import java.util.List;

/**
 * Reads the bodies of the ram sections into the blocks of this machine. Nothing is written outside a block, whatever
 * the stream says. One thread.
 */
final class RamReader {
    private final StreamReader in;
    private final List<RamBlock> blocks;
    private final RamPlan plan;
    private final boolean addressesListed;
    /** Reads pages at places of their own; null when they are in the stream. */
    private final MappedReader mapped;

    /** For blocks that were made zero, one bit a page: what this stream has filled. Null for others. */
    private final long[][] filled;
    /** The block the previous page belonged to, null before the first. */
    private RamBlock current;

    private long[] currentFilled;

    RamReader(StreamReader in, List<RamBlock> blocks, RamPlan plan, boolean addressesListed, MappedReader mapped) {
        this.in = in;
        this.blocks = blocks;
        this.plan = plan;
        this.addressesListed = addressesListed;
        this.mapped = mapped;
        this.filled = new long[blocks.size()][];
        for (int i = 0; i < filled.length; i++) {
            RamBlock block = blocks.get(i);
            if (block.madeZero()) {
                filled[i] = new long[(int) (block.length() / Wire.PAGE_SIZE / Long.SIZE) + 1];
            }
        }
    }

    /** Reads one body, to its end mark. */
    void body() throws VmStateException {
        while (true) {
            long item = item();
            long offset = item & ~Wire.PAGE_FLAGS;
            int flags = (int) item & Wire.PAGE_FLAGS;
            switch (flags & ~Wire.RAM_CONTINUE) {
                case Wire.RAM_EOS -> {
                    return;
                }
                case Wire.RAM_MEM_SIZE -> list(offset);
                case Wire.RAM_ZERO -> {
                    long address = page(offset, flags);
                    zero(address, offset);
                }
                case Wire.RAM_PAGE -> {
                    long address = page(offset, flags);
                    in.page(address);
                    fill(offset);
                }
                default -> throw VmStateException.corrupt(
                        "Unknown combination of migration flags: 0x" + Integer.toHexString(flags));
            }
        }
    }

    private long item() throws VmStateException {
        try {
            return in.u64();
        } catch (VmStateException e) {
            throw new VmStateException(e.reason(), e.errno(), "Getting RAM address failed", e);
        }
    }

    /** The block list; {@code total} counts down to its end. */
    private void list(long total) throws VmStateException {
        long left = total;
        while (left != 0) {
            String name = in.string();
            long length = in.u64();
            RamBlock block = find(name);
            if (block == null) {
                throw mismatch("Unknown ramblock \"" + name + "\", cannot accept migration");
            }
            if (length != block.length()) {
                throw mismatch("Size mismatch: " + name + ": 0x" + Long.toHexString(length) + " != 0x"
                        + Long.toHexString(block.length()) + ": Invalid argument");
            }
            checkAddress(block);
            if (Long.compareUnsigned(length, left) > 0) {
                throw VmStateException.corrupt(
                        "RAM blocks are longer than their total of 0x" + Long.toHexString(total));
            }
            if (mapped != null && plan.ram(block) == RamPolicy.COPY) {
                mapped.block(block);
            }
            left -= length;
        }
    }

    private void checkAddress(RamBlock block) throws VmStateException {
        if (!addressesListed) {
            return;
        }
        long address = in.u64();
        if (plan.ram(block) == RamPolicy.IN_PLACE && address != block.guestAddress()) {
            throw mismatch("Mismatched GPAs for block " + block.name() + " " + address + "!= " + block.guestAddress());
        }
    }

    /** Where the page of an item lies in our memory. */
    private long page(long offset, int flags) throws VmStateException {
        if (mapped != null) {
            throw VmStateException.corrupt("Unknown combination of migration flags: 0x" + Integer.toHexString(flags));
        }
        if ((flags & Wire.RAM_CONTINUE) == 0) {
            current = named(in.string());
            currentFilled = filled[blocks.indexOf(current)];
        } else if (current == null) {
            throw VmStateException.corrupt("Ack, bad migration stream!");
        }
        if (offset < 0 || offset > current.length() - Wire.PAGE_SIZE) {
            throw VmStateException.corrupt("Illegal RAM offset " + Long.toHexString(offset));
        }
        return current.address() + offset;
    }

    private RamBlock named(String name) throws VmStateException {
        RamBlock block = find(name);
        if (block == null) {
            throw VmStateException.corrupt("Can't find block " + name);
        }
        if (plan.ram(block) != RamPolicy.COPY) {
            throw VmStateException.corrupt("block " + name + " should not be migrated !");
        }
        return block;
    }

    private RamBlock find(String name) {
        for (RamBlock block : blocks) {
            if (block.name().equals(name)) {
                return block;
            }
        }
        return null;
    }

    private void fill(long offset) {
        if (currentFilled != null) {
            int page = (int) (offset / Wire.PAGE_SIZE);
            currentFilled[page >> 6] |= 1L << page;
        }
    }

    /** Whether the page may hold anything but zeros. */
    private boolean mayHold(long offset) {
        int page = (int) (offset / Wire.PAGE_SIZE);
        return currentFilled == null || (currentFilled[page >> 6] & 1L << page) != 0;
    }

    private void zero(long address, long offset) throws VmStateException {
        int value = in.u8();
        if (value != 0) {
            throw VmStateException.corrupt("Found a zero page with value " + value);
        }
        if (mayHold(offset)) {
            ZeroPage.clear(address);
        }
    }

    private static VmStateException mismatch(String text) {
        return new VmStateException(Reason.MISMATCH, text);
    }
}
