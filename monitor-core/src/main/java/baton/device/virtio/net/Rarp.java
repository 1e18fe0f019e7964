package baton.device.virtio.net;

import baton.nat.libc.Memory;
import baton.nat.libc.NativeBuffer;

/** The frame by which a network learns where an address is now: a RARP request (RFC 903) to everybody. */
final class Rarp {
    private static final int LENGTH = 60;
    private static final int SOURCE = 6;
    private static final byte[] BODY = {(byte) 0x80, 0x35, 0, 1, 8, 0, 6, 4, 0, 3};
    private static final int TYPE = 12;
    private static final int SENDER = 22;
    private static final int TARGET = 32;

    private Rarp() {}

    /** Puts it into {@code into} behind {@code header} zeros; the length of both. */
    static int frame(NativeBuffer into, int header, byte[] mac) {
        Memory.fill(into.address(), header + LENGTH, (byte) 0);
        Memory.fill(into.address() + header, SOURCE, (byte) -1);
        into.set(header + SOURCE, mac, 0, RxFilter.MAC);
        into.set(header + TYPE, BODY, 0, BODY.length);
        into.set(header + SENDER, mac, 0, RxFilter.MAC);
        into.set(header + TARGET, mac, 0, RxFilter.MAC);
        return header + LENGTH;
    }
}
