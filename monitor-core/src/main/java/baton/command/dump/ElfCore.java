package baton.command.dump;

import baton.machine.Inspection;
import baton.machine.memory.MemoryMap;
import baton.machine.vcpu.CpuView;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The head of an ELF core for x86-64 (System V ABI; elf(5)): file header, a note with the registers of each processor, and a
 * segment for each piece of RAM, whose bytes follow in order.
 */
final class ElfCore {
    /**
     * A piece of RAM.
     *
     * @param physical the guest's address
     * @param host ours
     */
    record Segment(long physical, long host, long length) {}

    private static final int HEADER = 64;
    private static final int PROGRAM_HEADER = 56;
    private static final int NOTE_HEADER = 20;
    private static final int PRSTATUS = 336;
    private static final int PRSTATUS_PID = 32;
    private static final int PRSTATUS_REGISTERS = 112;
    private static final short CORE = 4;
    private static final short X86_64 = 62;
    private static final int LOAD = 1;
    private static final int NOTE = 4;
    private static final int NT_PRSTATUS = 1;
    private static final String[] REGISTERS = {
        "r15", "r14", "r13", "r12", "rbp", "rbx", "r11", "r10", "r9", "r8", "rax", "rcx", "rdx", "rsi", "rdi", "",
        "rip", "cs", "rflags", "rsp", "ss", "fs.base", "gs.base", "ds", "es", "fs", "gs"
    };

    private final List<Segment> segments = new ArrayList<>();
    private final Inspection guest;

    /** RAM between {@code begin} and {@code begin + length}; all of it when {@code length} is negative. */
    ElfCore(Inspection guest, long begin, long length) {
        this.guest = guest;
        for (MemoryMap.Region region : guest.memory().regions()) {
            long from = length < 0 ? region.address() : Math.max(begin, region.address());
            long end = region.address() + region.length();
            long to = length < 0 ? end : Math.min(begin + length, end);
            if (from < to) {
                long host = region.block().address() + region.offset() + from - region.address();
                segments.add(new Segment(from, host, to - from));
            }
        }
    }

    /** What follows the head. */
    List<Segment> segments() {
        return segments;
    }

    /** Bytes of all segments. */
    long total() {
        long total = 0;
        for (Segment segment : segments) {
            total += segment.length;
        }
        return total;
    }

    /** Everything before the RAM; looks at the processors now. */
    byte[] head() throws IOException {
        int notes = guest.cpus() * (NOTE_HEADER + PRSTATUS);
        int notesAt = HEADER + PROGRAM_HEADER * (1 + segments.size());
        ByteBuffer head = ByteBuffer.allocate(notesAt + notes).order(ByteOrder.LITTLE_ENDIAN);
        file(head);
        program(head, NOTE, notesAt, 0, notes);
        long at = notesAt + notes;
        for (Segment segment : segments) {
            program(head, LOAD, at, segment.physical, segment.length);
            at += segment.length;
        }
        for (int i = 0; i < guest.cpus(); i++) {
            note(head, i, guest.registers(i));
        }
        return head.array();
    }

    private void file(ByteBuffer head) {
        head.put(new byte[] {0x7f, 'E', 'L', 'F', 2, 1, 1, 0}).putLong(0);
        head.putShort(CORE).putShort(X86_64).putInt(1);
        head.putLong(0).putLong(HEADER).putLong(0).putInt(0);
        head.putShort((short) HEADER).putShort((short) PROGRAM_HEADER).putShort((short) (1 + segments.size()));
        head.putShort((short) 0).putShort((short) 0).putShort((short) 0);
    }

    private static void program(ByteBuffer head, int type, long at, long address, long length) {
        head.putInt(type).putInt(0).putLong(at).putLong(address).putLong(address);
        head.putLong(length).putLong(length).putLong(0);
    }

    private static void note(ByteBuffer head, int cpu, CpuView registers) {
        head.putInt(5).putInt(PRSTATUS).putInt(NT_PRSTATUS);
        head.put("CORE\0\0\0\0".getBytes(StandardCharsets.US_ASCII));
        int start = head.position();
        head.putInt(start + PRSTATUS_PID, cpu + 1);
        for (int i = 0; i < REGISTERS.length; i++) {
            Long value = registers.register(REGISTERS[i]);
            head.putLong(start + PRSTATUS_REGISTERS + Long.BYTES * i, value == null ? 0 : value);
        }
        head.position(start + PRSTATUS);
    }
}
