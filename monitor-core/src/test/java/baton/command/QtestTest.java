package baton.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

import baton.command.qtest.QtestSession;
import baton.monitor.testing.FakeChardev;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class QtestTest {
    private CommandRig rig;
    private FakeChardev client;

    @BeforeEach
    void open() throws Exception {
        rig = new CommandRig();
        client = new FakeChardev();
        new QtestSession(client, rig.services.guest(), null).start();
    }

    @AfterEach
    void close() throws Exception {
        rig.close();
    }

    private void says(String expected, String request) {
        client.type(request + "\n");
        assertEquals(expected.isEmpty() ? "" : expected + "\n", client.read());
    }

    @Test
    void wordsOfTestPrograms_areAnswered() {
        says("OK little", "endianness");
        says("OK", "writeq 0x1000 0x1122334455667788");
        says("OK 0x8877665544332211", "read 0x1000 0x8");
        says("OK 0x0000000000000088", "readb 0x1000");
        says("OK 0x0000000000007788", "readw 0x1000");
        says("OK 0x1122334455667788", "readq 4096");
        says("OK", "write 0x1000 0x2 0xabcd");
        says("OK 0xabcd6655", "read 0x1000 0x4");
        says("OK", "memset 0x1000 0x4 0xee");
        says("OK 7u7u7g==", "b64read 0x1000 0x4");
        says("OK", "outb 0x80 0x1");
        says("", "");
    }

    @Test
    void whatIsWrong_failsAndTheNextIsAnswered() {
        says("FAIL Unknown command 'x'", "x y");
        says("FAIL Wrong arguments for 'read'", "read 0x1000");
        says("FAIL Wrong arguments for 'readb'", "readb zz");
        says("FAIL Wrong arguments for 'read'", "read 0 0xffffffffff");
        says("OK", "writeb 0xffffffffff000000 1");
        says("OK 0x0000", "read 0xffffffffff000000 2");
        says("FAIL Line too long", "read " + "0".repeat(2 << 20));
        says("OK little", "endianness");
    }
}
