package baton.command.hmp;

import baton.machine.Inspection;
import baton.machine.PageTables;
import baton.machine.vcpu.Paging;
import baton.monitor.QmpException;
import baton.monitor.hmp.HmpOutput;
import java.io.IOException;

/** What the topics about page tables share: which tables, and where to stop. */
final class PagesOutput {
    private static final int MOST_CHARACTERS = 8 << 20;

    private PagesOutput() {}

    /** One topic's way to show pages. */
    interface Lines extends PageTables.Visitor {
        /** How addresses are mapped; said before the first page. */
        default void kind(Paging.Kind kind) {}

        /** What is left to be said at the end. */
        default void end() {}
    }

    /** Has {@code lines} append to {@code text} what the monitor's processor maps, and prints it. */
    static void print(Inspection guest, HmpOutput out, StringBuilder text, Lines lines) throws QmpException {
        if (guest.cpus() == 0) {
            out.print("No CPU available\n");
            return;
        }
        Paging paging = paging(guest, out.cpu());
        if (paging == null) {
            out.print("PG disabled\n");
            return;
        }
        lines.kind(paging.kind());
        boolean whole = PageTables.walk(guest.memory(), paging, new PageTables.Visitor() {
            @Override
            public boolean page(long address, int shift, long entry, long rights) {
                return lines.page(address, shift, entry, rights) && text.length() < MOST_CHARACTERS;
            }
        });
        lines.end();
        out.print(text.append(whole ? "" : "(there is more; it is left out)\n").toString());
    }

    private static Paging paging(Inspection guest, int cpu) throws QmpException {
        try {
            return guest.registers(cpu).paging();
        } catch (IOException e) {
            throw QmpException.generic("cannot read the registers of CPU " + cpu + ": " + e.getMessage());
        }
    }
}
