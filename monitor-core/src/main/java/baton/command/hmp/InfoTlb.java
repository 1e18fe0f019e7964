package baton.command.hmp;

import baton.base.Hex;
import baton.machine.Inspection;
import baton.machine.vcpu.Paging;
import baton.monitor.QmpException;
import baton.monitor.hmp.HmpArgs;
import baton.monitor.hmp.HmpCommand;
import baton.monitor.hmp.HmpOutput;
import baton.monitor.hmp.HmpSpec;

/** {@code info tlb}: every page a processor maps, with where it is and its bits. */
public final class InfoTlb implements HmpCommand {
    private static final HmpSpec SPEC = new HmpSpec("tlb", "", "", "show virtual to physical memory mappings");
    private static final String FLAGS = "XGPDACTUW";
    private static final int[] BITS = {63, 8, 7, 6, 5, 4, 3, 2, 1};
    private static final int LARGE_FLAG = 1 << 7;
    private static final long PHYSICAL = 0x3_ffff_ffff_f000L;

    private final Inspection guest;

    /** Reads the tables of {@code guest}. */
    public InfoTlb(Inspection guest) {
        this.guest = guest;
    }

    @Override
    public HmpSpec spec() {
        return SPEC;
    }

    @Override
    public void run(HmpArgs args, HmpOutput out) throws QmpException {
        StringBuilder text = new StringBuilder();
        PagesOutput.print(guest, out, text, new Pages(text));
    }

    private static final class Pages implements PagesOutput.Lines {
        private final StringBuilder text;
        private boolean wide;

        Pages(StringBuilder text) {
            this.text = text;
        }

        @Override
        public void kind(Paging.Kind kind) {
            wide = kind.levels() > 2;
        }

        @Override
        public boolean page(long address, int shift, long entry, long rights) {
            // Bit 7 of a small page's entry chooses a memory type, and says nothing of its size.
            long shown = shift == 12 ? entry & ~LARGE_FLAG : entry;
            long where = entry & (wide ? PHYSICAL : 0xffff_f000L) & -1L << shift;
            text.append(Hex.padded(address, 16)).append(": ").append(Hex.padded(where, 16));
            text.append(' ');
            for (int i = 0; i < BITS.length; i++) {
                text.append((shown >>> BITS[i] & 1) != 0 ? FLAGS.charAt(i) : '-');
            }
            text.append('\n');
            return true;
        }
    }
}
