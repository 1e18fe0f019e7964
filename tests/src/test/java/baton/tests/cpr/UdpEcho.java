package baton.tests.cpr;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.nio.ByteBuffer;

/** Messages of an {@link Echo} in datagrams: bare frames to a netdev's socket, or UDP that a guest sends back by itself. */
final class UdpEcho implements AutoCloseable {
    private final DatagramSocket socket;
    private final Echo echo;
    private final byte[] head;

    /** @param head what is before each number */
    UdpEcho(DatagramSocket socket, byte[] head, Echo echo) {
        this.socket = socket;
        this.head = head;
        this.echo = echo;
    }

    /** What is before the number in a frame for the guest. */
    static byte[] frameHead() {
        return new byte[] {0x52, 0x54, 0, 0x12, 0x34, 0x56, 0x52, 0x54, 0, 0, 0, 1, (byte) 0x88, (byte) 0xb5};
    }

    /** Sends from now on to there, and takes what comes back. */
    void begin(InetSocketAddress guest) throws IOException {
        socket.connect(guest);
        Thread thread = new Thread(this::receive, "echo");
        thread.setDaemon(true);
        thread.start();
        again();
    }

    /** As many more are sent as may be lost. */
    void again() throws IOException {
        echo.to(this::send);
    }

    private void send(int number) throws IOException {
        byte[] data = new byte[64];
        System.arraycopy(head, 0, data, 0, head.length);
        ByteBuffer.wrap(data).putInt(head.length, number);
        socket.send(new DatagramPacket(data, data.length));
    }

    private void receive() {
        DatagramPacket packet = new DatagramPacket(new byte[2048], 2048);
        while (!socket.isClosed()) {
            try {
                socket.receive(packet);
                ByteBuffer data = ByteBuffer.wrap(packet.getData());
                if (head.length == 0 || data.getShort(12) == (short) 0x88b5) {
                    echo.came(data.getInt(head.length));
                }
            } catch (PortUnreachableException e) {
                continue; // lost
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    @Override
    public void close() {
        socket.close();
    }
}
