package baton.machine.boot;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Smallest kernels. */
final class Kernels {
    static final int ENTRY = 0x100004;

    private Kernels() {}

    /** An ELF with one segment of 16 bytes (32 in memory) at 1 MiB, and a PVH note. */
    static byte[] elf(boolean wide) {
        byte[] file = new byte[256];
        ByteBuffer out = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        out.putInt(0x464c457f).put((byte) (wide ? 2 : 1)).put((byte) 1);
        out.putShort(18, (short) (wide ? 62 : 3));
        if (wide) {
            out.putLong(32, 64).putShort(54, (short) 56).putShort(56, (short) 2);
            out.putInt(64, 1)
                    .putLong(72, 240)
                    .putLong(88, 0x100000)
                    .putLong(96, 16)
                    .putLong(104, 32);
            out.putInt(120, 4).putLong(128, 200).putLong(152, 20).putLong(160, 20);
        } else {
            out.putInt(28, 52).putShort(42, (short) 32).putShort(44, (short) 2);
            out.putInt(52, 1)
                    .putInt(56, 240)
                    .putInt(64, 0x100000)
                    .putInt(68, 16)
                    .putInt(72, 32);
            out.putInt(84, 4).putInt(88, 200).putInt(100, 20).putInt(104, 20);
        }
        out.putInt(200, 4)
                .putInt(204, 4)
                .putInt(208, 18)
                .putInt(212, 0x006e6558)
                .putInt(216, ENTRY);
        for (int i = 0; i < 16; i++) {
            file[240 + i] = (byte) (i + 1);
        }
        return file;
    }

    /** A bzImage of protocol 2.12 with 4 setup sectors and 64 bytes of kernel. */
    static byte[] bzImage() {
        byte[] file = new byte[5 * 512 + 64];
        ByteBuffer out = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        out.put(0x1f1, (byte) 4)
                .put(0x201, (byte) 0x66)
                .putInt(0x202, 0x53726448)
                .putShort(0x206, (short) 0x20c);
        out.put(0x211, (byte) 1).putInt(0x22c, 0x7fffffff).putInt(0x238, 2047).putInt(0x260, 0x20000);
        file[5 * 512] = 0x55;
        return file;
    }
}
