package baton.command.hmp;

import baton.base.Hex;
import baton.machine.Inspection;
import baton.machine.PageTables;
import baton.monitor.QmpException;
import baton.monitor.hmp.HmpArgs;
import baton.monitor.hmp.HmpCommand;
import baton.monitor.hmp.HmpOutput;
import baton.monitor.hmp.HmpSpec;

/** {@code info mem}: ranges a processor maps, with what it may do there. */
public final class InfoMem implements HmpCommand {
    private static final HmpSpec SPEC = new HmpSpec("mem", "", "", "show the active virtual memory mappings");

    private final Inspection guest;

    /** Reads the tables of {@code guest}. */
    public InfoMem(Inspection guest) {
        this.guest = guest;
    }

    @Override
    public HmpSpec spec() {
        return SPEC;
    }

    @Override
    public void run(HmpArgs args, HmpOutput out) throws QmpException {
        StringBuilder text = new StringBuilder();
        PagesOutput.print(guest, out, text, new Ranges(text));
    }

    /** Joins pages that follow each other and may be used alike. */
    private static final class Ranges implements PagesOutput.Lines {
        private final StringBuilder text;
        private long from;
        private long to;
        private long rights;

        Ranges(StringBuilder text) {
            this.text = text;
        }

        @Override
        public boolean page(long address, int shift, long entry, long allowed) {
            if (rights == 0 || address != to || allowed != rights) {
                end();
                from = address;
                rights = allowed;
            }
            to = address + (1L << shift);
            return true;
        }

        @Override
        public void end() {
            if (rights == 0) {
                return;
            }
            text.append(Hex.padded(from, 16)).append('-').append(Hex.padded(to, 16));
            text.append(' ').append(Hex.padded(to - from, 16)).append(' ');
            text.append((rights & PageTables.USER) != 0 ? 'u' : '-').append('r');
            text.append((rights & PageTables.WRITABLE) != 0 ? 'w' : '-').append('\n');
        }
    }
}
