package baton.nat.libc;

import com.kenai.jffi.JffiDoor;
import java.io.IOException;

/**
 * System calls through 36 bytes of machine code bound as a JNI method: the shortest way there is, with errno in the
 * result, so no thread ever reads another's. x86-64 only, as Baton's machines are.
 */
final class StubGate implements Gate {
    private static final int PAGE = 4096;
    private static final int NAME_AT = 1024;
    private static final int SIGNATURE_AT = 1100;
    private static final int TABLE_AT = 1280;

    /*
     * JNI hands over env, class, then the seven longs in rdx rcx r8 r9 and on the stack; the kernel wants them in
     * rax rdi rsi rdx r10 r8 r9:
     * endbr64; mov rax,rdx; mov rdi,rcx; mov rsi,r8; mov rdx,r9; mov r10,[rsp+8]; mov r8,[rsp+16]; mov r9,[rsp+24];
     * syscall; ret
     */
    private static final byte[] CODE = {
        (byte) 0xf3,
        0x0f,
        0x1e,
        (byte) 0xfa,
        0x48,
        (byte) 0x89,
        (byte) 0xd0,
        0x48,
        (byte) 0x89,
        (byte) 0xcf,
        0x4c,
        (byte) 0x89,
        (byte) 0xc6,
        0x4c,
        (byte) 0x89,
        (byte) 0xca,
        0x4c,
        (byte) 0x8b,
        0x54,
        0x24,
        0x08,
        0x4c,
        (byte) 0x8b,
        0x44,
        0x24,
        0x10,
        0x4c,
        (byte) 0x8b,
        0x4c,
        0x24,
        0x18,
        0x0f,
        0x05,
        (byte) 0xc3
    };

    private StubGate() {}

    /** Binds the stub, or returns null where the system forbids it (no executable mappings, another processor). */
    static Gate bind() throws IOException {
        if (!"amd64".equals(System.getProperty("os.arch"))) {
            return null;
        }
        JffiDoor.load();
        long page = JffiDoor.mapPage(PAGE);
        if (page == -1) {
            return null;
        }
        Memory.copy(CODE, 0, page, CODE.length);
        long name = string(page + NAME_AT, "syscall");
        long signature = string(page + SIGNATURE_AT, "(JJJJJJJ)J");
        Memory.putLong(page + TABLE_AT, name);
        Memory.putLong(page + TABLE_AT + 8, signature);
        Memory.putLong(page + TABLE_AT + 16, page);
        boolean bound = JffiDoor.makeExecutable(page, PAGE)
                && JffiDoor.register(Memory.bareInstance(JffiDoor.foreignClass()), StubGate.class, page + TABLE_AT, 1);
        return bound ? new StubGate() : null;
    }

    private static long string(long address, String text) {
        for (int i = 0; i < text.length(); i++) {
            Memory.putByte(address + i, (byte) text.charAt(i));
        }
        return address;
    }

    @Override
    public long call(long number, long a, long b, long c, long d, long e, long f) {
        return syscall(number, a, b, c, d, e, f);
    }

    private static native long syscall(long number, long a, long b, long c, long d, long e, long f);
}
