package baton.command.hmp;

import baton.base.Hex;
import baton.machine.Inspection;
import baton.monitor.QmpException;
import baton.monitor.hmp.HmpArgs;
import baton.monitor.hmp.HmpCommand;
import baton.monitor.hmp.HmpOutput;
import baton.monitor.hmp.HmpSpec;

/** {@code i}: reads an I/O port as a processor would; what reading changes in the device, it changes. */
public final class PortReadCommand implements HmpCommand {
    private static final HmpSpec SPEC = new HmpSpec("i", "fmt:/,addr:i,index:i.", "/fmt addr", "I/O port read");
    private static final int PORTS = 0xffff;

    private final Inspection guest;

    /** Reads ports of {@code guest}. */
    public PortReadCommand(Inspection guest) {
        this.guest = guest;
    }

    @Override
    public HmpSpec spec() {
        return SPEC;
    }

    @Override
    public void run(HmpArgs args, HmpOutput out) throws QmpException {
        if (guest.ports() == null) {
            throw QmpException.generic("the machine has no I/O ports");
        }
        int port = (int) args.integer("addr") & PORTS;
        if (args.has("index")) {
            guest.ports().write(port, args.integer("index") & 0xff, 1);
            port = port + 1 & PORTS;
        }
        int size = width(args.integer("size"));
        long value = guest.ports().read(port, size) & (1L << Byte.SIZE * size) - 1;
        out.print("port" + "bwwl".charAt(size - 1) + "[0x" + Hex.padded(port, 4) + "] = 0x"
                + Hex.padded(value, 2 * size) + "\n");
    }

    /** 1, 2 or 4 bytes; any other size, as QEMU has it, is 1. */
    static int width(long size) {
        return size == 2 || size == 4 ? (int) size : 1;
    }
}
