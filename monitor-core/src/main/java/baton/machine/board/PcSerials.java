package baton.machine.board;

import baton.chardev.Chardev;
import baton.device.serial.Uart16550;
import java.util.ArrayList;
import java.util.List;

/** COM1 to COM4, of which those are there that have a chardev. */
final class PcSerials {
    private final List<Uart16550> all = new ArrayList<>();

    /** Adds a port for each of {@code chardevs}, null for none. */
    void add(PcCore core, List<Chardev> chardevs) {
        for (int i = 0; i < chardevs.size(); i++) {
            if (chardevs.get(i) != null) {
                Uart16550 uart =
                        new Uart16550(all.size(), core.irq(PcCore.SERIAL_GSIS[i]), chardevs.get(i), core.clock());
                all.add(uart);
                core.section(core.claim(PcCore.SERIAL_PORTS[i], 8, uart));
            }
        }
    }

    void starting() {
        for (Uart16550 serial : all) {
            serial.vmStarting();
        }
    }

    void stopped() {
        for (Uart16550 serial : all) {
            serial.vmStopped();
        }
    }
}
