package baton.machine.smbios;

import static baton.machine.smbios.SmbiosValues.BIOS;
import static baton.machine.smbios.SmbiosValues.BOARD;
import static baton.machine.smbios.SmbiosValues.CHASSIS;
import static baton.machine.smbios.SmbiosValues.SYSTEM;

import java.util.List;
import java.util.UUID;

/** What the machine is called and by whom: types 0 to 3. */
final class SystemStructures {
    static final String MANUFACTURER = "QEMU";

    private static final int CHASSIS_HANDLE = 0x300;
    private static final int NO_CHARACTERISTICS = 8;
    /** What content the guest may expect of firmware, second byte: targeted distribution, UEFI, virtual machine. */
    private static final int TARGETED = 4;

    private static final int UEFI = 8;
    private static final int VIRTUAL = 16;

    private final SmbiosMachine machine;
    private final SmbiosValues values;

    SystemStructures(SmbiosMachine machine, SmbiosValues values) {
        this.machine = machine;
        this.values = values;
    }

    void addTo(List<Structure> all) {
        if (values.given(BIOS)) {
            all.add(bios());
        }
        all.add(system());
        if (values.given(BOARD)) {
            all.add(board());
        }
        all.add(chassis());
    }

    private Structure bios() {
        Structure s = new Structure(BIOS, 0);
        s.text(values.text(BIOS, "vendor", null)).text(values.text(BIOS, "version", null));
        s.words(0xe800).text(values.text(BIOS, "date", null)).bytes(0);
        int kind = TARGETED | (values.on(BIOS, "uefi", false) ? UEFI : 0) | (values.on(BIOS, "vm", true) ? VIRTUAL : 0);
        s.qword(NO_CHARACTERISTICS).bytes(0, kind);
        s.bytes((int) values.number(BIOS, "major", 0), (int) values.number(BIOS, "minor", 0));
        return s.bytes(0xff, 0xff); // no embedded controller
    }

    private Structure system() {
        Structure s = new Structure(SYSTEM, 0x100);
        s.text(values.text(SYSTEM, "manufacturer", MANUFACTURER));
        s.text(values.text(SYSTEM, "product", machine.product()));
        s.text(values.text(SYSTEM, "version", machine.version()));
        s.text(values.text(SYSTEM, "serial", null));
        uuid(s, machine.uuid() == null ? new UUID(0, 0) : UUID.fromString(machine.uuid()));
        s.bytes(6); // woken by its switch
        return s.text(values.text(SYSTEM, "sku", null)).text(values.text(SYSTEM, "family", null));
    }

    /** The first three fields of a UUID are little-endian here. */
    private static void uuid(Structure s, UUID uuid) {
        long high = uuid.getMostSignificantBits();
        s.dword(high >>> 32).words((int) (high >>> 16), (int) high);
        s.qword(Long.reverseBytes(uuid.getLeastSignificantBits()));
    }

    private Structure board() {
        Structure s = new Structure(BOARD, 0x200);
        s.text(values.text(BOARD, "manufacturer", MANUFACTURER));
        s.text(values.text(BOARD, "product", machine.product()));
        s.text(values.text(BOARD, "version", machine.version()));
        s.text(values.text(BOARD, "serial", null)).text(values.text(BOARD, "asset", null));
        s.bytes(1).text(values.text(BOARD, "location", null)); // it hosts the rest
        return s.words(CHASSIS_HANDLE).bytes(10, 0); // a motherboard
    }

    private Structure chassis() {
        Structure s = new Structure(CHASSIS, CHASSIS_HANDLE);
        s.text(values.text(CHASSIS, "manufacturer", MANUFACTURER)).bytes(1); // of no known form
        s.text(values.text(CHASSIS, "version", machine.version()));
        s.text(values.text(CHASSIS, "serial", null)).text(values.text(CHASSIS, "asset", null));
        s.bytes(3, 3, 3, 2).dword(0).bytes(0, 0, 0, 0); // safe; security unknown
        return s.text(values.text(CHASSIS, "sku", null));
    }
}
