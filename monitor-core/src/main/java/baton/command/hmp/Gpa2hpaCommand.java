package baton.command.hmp;

import baton.machine.Inspection;
import baton.machine.memory.MemoryMap;
import baton.monitor.QmpException;
import baton.monitor.hmp.HmpArgs;
import baton.monitor.hmp.HmpCommand;
import baton.monitor.hmp.HmpOutput;
import baton.monitor.hmp.HmpSpec;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** {@code gpa2hpa}: where in the host's memory a byte of the guest's RAM is; the kernel tells root only. */
public final class Gpa2hpaCommand implements HmpCommand {
    private static final HmpSpec SPEC = new HmpSpec(
            "gpa2hpa", "addr:l", "addr", "print the host physical address corresponding to a guest physical address");
    private static final int PAGE = 4096;
    private static final long PRESENT = 1L << 63;
    private static final long FRAME = (1L << 55) - 1;

    private final Inspection guest;

    /** Looks at the RAM of {@code guest}. */
    public Gpa2hpaCommand(Inspection guest) {
        this.guest = guest;
    }

    @Override
    public HmpSpec spec() {
        return SPEC;
    }

    @Override
    public void run(HmpArgs args, HmpOutput out) throws QmpException {
        long address = args.integer("addr");
        MemoryMap.Region region = Gpa2hvaCommand.region(guest, address);
        String hex = "0x" + Long.toHexString(address);
        if (region == null) {
            out.print(Gpa2hvaCommand.noRam(guest, address));
            return;
        }
        long host = Gpa2hvaCommand.host(region, address);
        out.print("Host physical address for " + hex + " (" + region.block().name() + ") is 0x"
                + Long.toHexString(physical(host)) + "\n");
    }

    /** By the kernel's table of this process (Documentation/admin-guide/mm/pagemap.rst). */
    private static long physical(long host) throws QmpException {
        try (RandomAccessFile map = new RandomAccessFile("/proc/self/pagemap", "r")) {
            map.seek(host / PAGE * Long.BYTES);
            byte[] bytes = new byte[Long.BYTES]; // read at once: the kernel gives no part of an entry
            map.readFully(bytes);
            long entry = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong();
            if ((entry & PRESENT) == 0) {
                throw QmpException.generic("Page not present");
            }
            return (entry & FRAME) * PAGE | host & PAGE - 1;
        } catch (IOException e) {
            throw QmpException.generic("Cannot read pagemap: " + e.getMessage());
        }
    }
}
