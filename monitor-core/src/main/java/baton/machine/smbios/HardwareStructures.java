package baton.machine.smbios;

import static baton.machine.smbios.SmbiosValues.MEMORY;
import static baton.machine.smbios.SmbiosValues.PORT;
import static baton.machine.smbios.SmbiosValues.PROCESSOR;

import java.util.List;
import java.util.Map;

/** Processors, memory and ports: types 4, 8, 16, 17 and 19. */
final class HardwareStructures {
    private static final int ARRAY = 0x1000;
    private static final int DEVICE = 0x1100;
    private static final int RANGE = 0x1300;
    private static final int NO_HANDLE = 0xfffe;
    private static final int UNKNOWN = 0xffff;
    private static final int MHZ = 2000;
    private static final int DDR = 7;
    private static final int DIMM = 9;
    private static final int MIB_END = 0x7fff; // larger sizes are in the longer field
    private static final long KIB_END = 0x80000000L;
    private static final long FOUR_GIB = 1L << 32;

    private final SmbiosMachine machine;
    private final SmbiosValues values;

    HardwareStructures(SmbiosMachine machine, SmbiosValues values) {
        this.machine = machine;
        this.values = values;
    }

    void addProcessors(List<Structure> all, long id) {
        long asked = values.number(PROCESSOR, "processor-id", 0);
        for (int i = 0; i < machine.sockets(); i++) {
            all.add(processor(i, asked == 0 ? id : asked));
        }
    }

    private Structure processor(int socket, long id) {
        Structure s = new Structure(PROCESSOR, 0x400 + socket);
        s.text(values.text(PROCESSOR, "sock_pfx", "CPU") + " " + socket);
        s.bytes(3, 0xfe); // a central processor, of the family in the longer field
        s.text(values.text(PROCESSOR, "manufacturer", SystemStructures.MANUFACTURER));
        s.qword(id).text(values.text(PROCESSOR, "version", machine.version()));
        s.bytes(0).words(0, number("max-speed", MHZ), number("current-speed", MHZ));
        s.bytes(0x41, 1).words(UNKNOWN, UNKNOWN, UNKNOWN); // enabled; caches not told of
        s.text(values.text(PROCESSOR, "serial", null)).text(values.text(PROCESSOR, "asset", null));
        s.text(values.text(PROCESSOR, "part", null));
        int cores = machine.cores();
        int threads = cores * machine.threads();
        s.bytes(Math.min(cores, 0xff), Math.min(cores, 0xff), Math.min(threads, 0xff));
        s.words(2, number("processor-family", 1));
        return s.words(cores, cores, threads);
    }

    private int number(String key, int fallback) {
        return (int) values.number(PROCESSOR, key, fallback);
    }

    void addPorts(List<Structure> all) {
        int handle = 0x800;
        for (Map<String, String> port : values.ports()) {
            Structure s = new Structure(PORT, handle++);
            s.text(port.get("internal_reference")).bytes(0);
            s.text(port.get("external_reference")).bytes(number(port, "connector_type"));
            all.add(s.bytes(number(port, "port_type")));
        }
    }

    private static int number(Map<String, String> port, String key) {
        return (int) Long.parseLong(port.getOrDefault(key, "0"));
    }

    /** One device with all of it, in one array; a range for each piece in the guest's addresses. */
    void addMemory(List<Structure> all) {
        long kib = machine.below4g() + machine.above4g() >> 10;
        Structure array = new Structure(16, ARRAY).bytes(1, 3, 6); // other, system memory, multi-bit ECC
        array.dword(Math.min(kib, KIB_END)).words(NO_HANDLE, 1);
        all.add(array.qword(kib < KIB_END ? 0 : kib << 10));
        all.add(device(kib + 1023 >> 10));
        all.add(range(RANGE, 0, machine.below4g()));
        if (machine.above4g() > 0) {
            all.add(range(RANGE + 1, FOUR_GIB, machine.above4g()));
        }
    }

    private Structure device(long mib) {
        Structure s = new Structure(MEMORY, DEVICE).words(ARRAY, NO_HANDLE, UNKNOWN, UNKNOWN);
        s.words((int) Math.min(mib, MIB_END)).bytes(DIMM, 0);
        s.text(values.text(MEMORY, "loc_pfx", "DIMM") + " 0").text(values.text(MEMORY, "bank", null));
        int speed = (int) values.number(MEMORY, "speed", 0);
        s.bytes(DDR).words(2, speed);
        s.text(values.text(MEMORY, "manufacturer", SystemStructures.MANUFACTURER));
        s.text(values.text(MEMORY, "serial", null)).text(values.text(MEMORY, "asset", null));
        s.text(values.text(MEMORY, "part", null)).bytes(0);
        return s.dword(mib < MIB_END ? 0 : mib).words(speed, 0, 0, 0);
    }

    private static Structure range(int handle, long start, long length) {
        long first = start >> 10;
        long last = (start + length >> 10) - 1;
        Structure s = new Structure(19, handle);
        if (last < 0xffffffffL) {
            return s.dword(first).dword(last).words(ARRAY).bytes(1).qword(0).qword(0);
        }
        s.dword(0xffffffffL).dword(0xffffffffL).words(ARRAY).bytes(1);
        return s.qword(start).qword(start + length - 1);
    }
}
