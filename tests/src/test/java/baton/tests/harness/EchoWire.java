package baton.tests.harness;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;

/** Our end of a guest's {@code -netdev dgram}, whose guest sends every frame back. */
public final class EchoWire implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 100;
    private static final int NUMBER_AT = 14;
    private static final byte OURS = (byte) 0x88;

    private final DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
    private final int guestPort;
    private int sent;

    public EchoWire() throws IOException {
        try (DatagramSocket free = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            guestPort = free.getLocalPort();
        }
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), guestPort));
        socket.setSoTimeout(PATIENCE_MILLIS);
    }

    /** The guest's end, as {@code -netdev} and {@code netdev_add} have it. */
    public String netdev(String id) {
        return "dgram,id=" + id + ",local.type=inet,local.host=127.0.0.1,local.port=" + guestPort
                + ",remote.type=inet,remote.host=127.0.0.1,remote.port=" + socket.getLocalPort();
    }

    /** Sends numbered frames until one of them has come back. */
    public void awaitEcho() throws IOException {
        int before = sent;
        Await.until("a frame that comes back", () -> sent + " sent", () -> {
            byte[] frame = ByteBuffer.allocate(64)
                    .put(12, OURS)
                    .put(13, (byte) 0xb5)
                    .putInt(NUMBER_AT, ++sent)
                    .array();
            DatagramPacket back = new DatagramPacket(new byte[2048], 2048);
            try {
                socket.send(new DatagramPacket(frame, frame.length));
                socket.receive(back);
                return back.getData()[12] == OURS
                        && ByteBuffer.wrap(back.getData()).getInt(NUMBER_AT) > before;
            } catch (PortUnreachableException | SocketTimeoutException e) {
                return false; // nobody is there yet
            }
        });
    }

    @Override
    public void close() {
        socket.close();
    }
}
