package baton.machine.irq;

import baton.migration.vmstate.StateVisitor;
import baton.migration.vmstate.VmState;
import baton.migration.vmstate.VmStateException;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/**
 * One of the two in-kernel 8259A interrupt controllers: section {@code i8259}, master instance 0, slave 1. The fields
 * are those of {@code struct kvm_pic_state}, in its order. Main loop, vCPUs stopped.
 */
public final class KvmPic implements VmState {
    /** The processor the pair is wired to. */
    public interface Processor {
        /** Whether, as loaded, it would take an interrupt from here and has none on its way in. */
        boolean takesInterrupts();
    }

    /** Where an interrupt goes that this chip gives away. */
    private interface Outlet {
        boolean hasNone();
    }

    private static final int CASCADE = 2;
    private static final int NOTHING = -1;
    private static final int SIZE = 520;
    private static final int STATE = 8;
    private static final int IRR = 1;
    private static final int IMR = 2;
    private static final int ISR = 3;
    private static final int PRIORITY_ADD = 4;
    private static final int ELCR = 14;
    private static final int ELCR_MASK = 15;
    private static final String[] NAMES = {
        "last_irr",
        "irr",
        "imr",
        "isr",
        "priority_add",
        "irq_base",
        "read_reg_select",
        "poll",
        "special_mask",
        "init_state",
        "auto_eoi",
        "rotate_on_auto_eoi",
        "special_fully_nested_mode",
        "init4"
    };

    private final KvmChips kvm;
    private final int chip;
    private final Outlet outlet;
    private final byte[] image = new byte[SIZE];
    private int singleMode; // the kernel's PIC has neither this nor the next
    private int levelTriggered;
    private int takenBack = NOTHING;

    private KvmPic(KvmChips kvm, int chip, Outlet outlet) {
        this.kvm = kvm;
        this.chip = chip;
        this.outlet = outlet;
        clear();
    }

    /** Master and slave, in this order. */
    public static List<KvmPic> pair(KvmChips kvm, Processor cpu) {
        KvmPic master = new KvmPic(kvm, 0, new Outlet() {
            @Override
            public boolean hasNone() {
                return cpu.takesInterrupts();
            }
        });
        KvmPic slave = new KvmPic(kvm, 1, new Outlet() {
            @Override
            public boolean hasNone() {
                return master.takenBack == CASCADE;
            }
        });
        return List.of(master, slave);
    }

    /** Power-on state, in the kernel as well. */
    public void reset() throws IOException {
        clear();
        kvm.setIrqchip(image);
    }

    /** Whether the chip asks its CPU for attention: what QEMU keeps as the CPU's pending hard interrupt. After saving. */
    public boolean outputAsserted() {
        return field(ISR) == 0 && (field(IRR) & ~field(IMR)) != 0;
    }

    @Override
    public String vmsd() {
        return "i8259";
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public int instanceId() {
        return chip;
    }

    /** QEMU's older name for it: the chip's first port. */
    @Override
    public int aliasInstanceId() {
        return chip == 0 ? 0x20 : 0xa0;
    }

    @Override
    public void saving() throws VmStateException {
        try {
            kvm.getIrqchip(image);
        } catch (IOException e) {
            throw ChipFailure.of("KVM_GET_IRQCHIP", e);
        }
    }

    @Override
    public void state(StateVisitor v) throws VmStateException {
        for (int i = 0; i < NAMES.length; i++) {
            image[STATE + i] = (byte) v.u8(NAMES[i], field(i));
        }
        singleMode = v.u8("single_mode", singleMode);
        image[STATE + ELCR] = (byte) v.u8("elcr", field(ELCR));
        if (v.loading()) {
            levelTriggered = 0;
        }
        if (v.subsection("i8259/ltim", 1, levelTriggered != 0)) {
            levelTriggered = v.u8("ltim", levelTriggered);
        }
    }

    @Override
    public void commit() throws VmStateException {
        takenBack = outlet.hasNone() ? inService() : NOTHING;
        if (takenBack != NOTHING) {
            takeBack(1 << takenBack);
        }
        try {
            kvm.setIrqchip(image);
        } catch (IOException e) {
            throw ChipFailure.of("KVM_SET_IRQCHIP", e);
        }
    }

    /**
     * Of a controller in user space KVM forgets the interrupt that has been handed to it and has not reached the guest when
     * the guest stops (KVM_INTERRUPT). It would stay in service for ever, and a timer behind it would be dead: QEMU's
     * streams have it one time in forty. A handler that runs with interrupts enabled looks the same; it is entered twice.
     */
    private void takeBack(int bit) {
        image[STATE + ISR] = (byte) (field(ISR) & ~bit);
        image[STATE + IRR] = (byte) (field(IRR) | bit);
    }

    /** The interrupt of highest priority that is in service. */
    private int inService() {
        for (int i = 0; i < 8; i++) {
            int line = (i + field(PRIORITY_ADD)) & 7;
            if ((field(ISR) & 1 << line) != 0) {
                return line;
            }
        }
        return NOTHING;
    }

    private int field(int index) {
        return image[STATE + index] & 0xff;
    }

    private void clear() {
        Arrays.fill(image, (byte) 0);
        image[0] = (byte) chip;
        image[STATE + ELCR_MASK] = (byte) (chip == 0 ? 0xf8 : 0xde); // the interrupts that may be level-triggered
        singleMode = 0;
        levelTriggered = 0;
    }
}
