package baton.migration.stream;

import baton.base.Closer;
import baton.migration.multifd.PageTarget;
import baton.migration.multifd.Receiver;
import baton.migration.ram.FilledPages;
import baton.migration.ram.Xbzrle;
import baton.migration.spi.RamBlock;
import baton.migration.spi.RamPolicy;
import baton.migration.vmstate.VmStateException;
import baton.migration.vmstate.VmStateException.Reason;
import java.io.IOException;
import java.util.List;

/**
 * Reads the bodies of the ram sections into the blocks of this machine. Nothing is written outside a block, whatever
 * the stream says. One thread, and those of multifd.
 */
final class RamReader implements PageTarget, Closer.Resource {
    private static final int XBZRLE_MARK = 1;

    private final StreamReader in;
    private final List<RamBlock> blocks;
    private final RamPlan plan;
    private final boolean addressesListed;
    /** Reads pages at places of their own; null when they are in the stream. */
    private final MappedReader mapped;

    /** Pages on channels beside; null when there are none. */
    private final Receiver multifd;

    private final FilledPages[] filled;
    private final byte[] encoded = new byte[Wire.PAGE_SIZE];
    /** The block the previous page belonged to, null before the first. */
    private FilledPages current;

    /** Reads from {@code in}; {@code beside} says what pages are elsewhere. */
    RamReader(StreamReader in, List<RamBlock> blocks, RamPlan plan, boolean addressesListed, PagesBeside beside) {
        this.in = in;
        this.blocks = blocks;
        this.plan = plan;
        this.addressesListed = addressesListed;
        this.filled = new FilledPages[blocks.size()];
        for (int i = 0; i < filled.length; i++) {
            filled[i] = new FilledPages(blocks.get(i));
        }
        this.mapped = beside.mapped(in);
        this.multifd = beside.multifd(this);
    }

    /** Reads one body, to its end mark. */
    void body() throws VmStateException {
        while (true) {
            long item = item();
            long offset = item & ~Wire.PAGE_FLAGS;
            int flags = (int) item & Wire.PAGE_FLAGS;
            switch (flags & ~Wire.RAM_CONTINUE) {
                case Wire.RAM_EOS -> {
                    in.putPages();
                    return;
                }
                case Wire.RAM_MEM_SIZE -> list(offset);
                case Wire.RAM_ZERO -> {
                    page(offset, flags);
                    in.putPages();
                    zero(offset);
                }
                case Wire.RAM_PAGE -> {
                    page(offset, flags);
                    current.fill(offset);
                    in.page(current.block(), offset);
                }
                case Wire.RAM_XBZRLE -> {
                    long address = page(offset, flags);
                    current.fill(offset);
                    in.putPages();
                    difference(address);
                }
                case Wire.RAM_MULTIFD_FLUSH -> sync(flags);
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
            current = target(in.string());
        } else if (current == null) {
            throw VmStateException.corrupt("Ack, bad migration stream!");
        }
        if (offset < 0 || offset > current.block().length() - Wire.PAGE_SIZE) {
            throw VmStateException.corrupt("Illegal RAM offset " + Long.toHexString(offset));
        }
        return current.block().address() + offset;
    }

    @Override
    public FilledPages target(String name) throws VmStateException {
        RamBlock block = find(name);
        if (block == null) {
            throw VmStateException.corrupt("Can't find block " + name);
        }
        if (plan.ram(block) != RamPolicy.COPY) {
            throw VmStateException.corrupt("block " + name + " should not be migrated !");
        }
        return filled[blocks.indexOf(block)];
    }

    private RamBlock find(String name) {
        for (RamBlock block : blocks) {
            if (block.name().equals(name)) {
                return block;
            }
        }
        return null;
    }

    private void zero(long offset) throws VmStateException {
        int value = in.u8();
        if (value != 0) {
            throw VmStateException.corrupt("Found a zero page with value " + value);
        }
        current.clear(offset);
    }

    private void difference(long address) throws VmStateException {
        int mark = in.u8();
        int length = in.u16();
        if (mark != XBZRLE_MARK) {
            throw VmStateException.corrupt("Failed to load XBZRLE page - wrong compression!");
        }
        if (length > Wire.PAGE_SIZE) {
            throw VmStateException.corrupt("Failed to load XBZRLE page - len overflow!");
        }
        in.bytes(encoded, length);
        if (!Xbzrle.decode(encoded, length, address)) {
            throw VmStateException.corrupt("Failed to load XBZRLE page - decode error!");
        }
    }

    /** What was sent on the channels beside before this item is in place when this returns. */
    private void sync(int flags) throws VmStateException {
        if (multifd == null || flags != Wire.RAM_MULTIFD_FLUSH) {
            throw VmStateException.corrupt("Unknown combination of migration flags: 0x" + Integer.toHexString(flags));
        }
        multifd.sync();
    }

    /** Throws what has made a channel beside fail, if one has: then the main one was shut down too. */
    void check() throws VmStateException {
        if (multifd != null) {
            multifd.check();
        }
    }

    /** Ends the threads of the channels beside: nothing is written to RAM afterwards. */
    @Override
    public void close() throws IOException {
        if (multifd != null) {
            multifd.close();
        }
        if (mapped != null) {
            mapped.close();
        }
    }

    private static VmStateException mismatch(String text) {
        return new VmStateException(Reason.MISMATCH, text);
    }
}
