package baton.command.hmp;

import baton.base.Hex;
import baton.machine.Machine;
import baton.machine.SectionValues;
import baton.monitor.QmpException;
import baton.monitor.hmp.HmpArgs;
import baton.monitor.hmp.HmpCommand;
import baton.monitor.hmp.HmpOutput;
import baton.monitor.hmp.HmpSpec;

/** {@code info pic}: both 8259s and the I/O APIC. */
public final class InfoPic implements HmpCommand {
    private static final HmpSpec SPEC = new HmpSpec("pic", "", "", "show PIC state");
    private static final String[] DELIVERY = {"fixed", "lowest", "SMI", "...", "NMI", "INIT", "...", "extINT"};
    private static final int REMOTE_IRR = 14;

    private final Machine machine;

    /** Reads the state of {@code machine}. */
    public InfoPic(Machine machine) {
        this.machine = machine;
    }

    @Override
    public HmpSpec spec() {
        return SPEC;
    }

    @Override
    public void run(HmpArgs args, HmpOutput out) throws QmpException {
        ChipState chips = new ChipState(machine);
        StringBuilder text = new StringBuilder();
        for (int i = 1; i >= 0; i--) {
            SectionValues pic = chips.of("i8259", i);
            if (pic != null) {
                pic(text.append("pic").append(i), pic);
            }
        }
        SectionValues ioapic = chips.of("ioapic", 0);
        if (ioapic != null) {
            ioapic(text, ioapic);
        }
        out.print(text.toString());
    }

    private static void pic(StringBuilder text, SectionValues pic) {
        text.append(": irr=").append(Hex.padded(pic.number("irr"), 2));
        text.append(" imr=").append(Hex.padded(pic.number("imr"), 2));
        text.append(" isr=").append(Hex.padded(pic.number("isr"), 2));
        text.append(" hprio=").append(pic.number("priority_add"));
        text.append(" irq_base=").append(Hex.padded(pic.number("irq_base"), 2));
        text.append(" rr_sel=").append(pic.number("read_reg_select"));
        text.append(" elcr=").append(Hex.padded(pic.number("elcr"), 2));
        text.append(" fnm=").append(pic.number("special_fully_nested_mode")).append('\n');
    }

    private static void ioapic(StringBuilder text, SectionValues ioapic) {
        text.append("ioapic0: ver=0x11 id=0x").append(Hex.padded(ioapic.number("id"), 2));
        text.append(" sel=0x").append(Hex.padded(ioapic.number("ioregsel"), 2)).append('\n');
        long[] entries = ioapic.longs("ioredtbl");
        int remote = 0;
        for (int pin = 0; pin < entries.length; pin++) {
            pin(text, pin, entries[pin]);
            remote |= (int) (entries[pin] >>> REMOTE_IRR & 1) << pin;
        }
        text.append("  IRR     ")
                .append(ChipState.bits((int) ioapic.number("irr")))
                .append('\n');
        text.append("  Remote IRR").append(ChipState.bits(remote)).append('\n');
    }

    private static void pin(StringBuilder text, int pin, long entry) {
        boolean logical = (entry & 1 << 11) != 0;
        text.append("  pin ").append(Pad.right(Integer.toString(pin), 2));
        text.append(" 0x").append(Hex.padded(entry, 16));
        text.append(" dest=").append(Long.toHexString(entry >>> 56 & (logical ? 0xff : 0xf)));
        text.append(" vec=").append(Pad.right(Long.toString(entry & 0xff), 3));
        text.append((entry & 1 << 13) != 0 ? " active-lo " : " active-hi ");
        text.append((entry & 1 << 15) != 0 ? "level " : "edge  ");
        text.append((entry & 1 << 16) != 0 ? "masked " : "       ");
        text.append(Pad.right(DELIVERY[(int) (entry >>> 8 & 7)], 6));
        text.append(logical ? " logical\n" : " physical\n");
    }
}
