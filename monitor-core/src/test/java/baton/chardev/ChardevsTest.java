package baton.chardev;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import baton.chardev.testing.ChardevRig;
import baton.chardev.testing.RecordingFrontend;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class ChardevsTest {
    private ChardevRig rig;

    @BeforeEach
    void open() throws IOException {
        rig = new ChardevRig();
        rig.chardevs.create(new ChardevConfig.Null("n", false));
    }

    @AfterEach
    void close() throws IOException {
        rig.close();
    }

    @Test
    void labelsUsedTwice_areRefused() {
        assertText("Duplicate ID 'n' for chardev", () -> rig.chardevs.create(new ChardevConfig.Null("n", false)));
    }

    @Test
    void deviceWithoutMux_isGivenOutOnce() throws ChardevException {
        rig.chardevs.claim("n");

        assertText("chardev 'n' is already in use", () -> rig.chardevs.claim("n"));
        assertText("chardev \"nope\" not found", () -> rig.chardevs.claim("nope"));
    }

    @Test
    void removal_needsAChardevNobodyUses() throws ChardevException {
        rig.chardevs.create(new ChardevConfig.Null("used", false));
        rig.chardevs.claim("used").attach(new RecordingFrontend());

        rig.chardevs.remove("n");

        assertFalse(rig.chardevs.exists("n"));
        assertTrue(rig.chardevs.exists("used"));
        assertText("Chardev 'used' is busy", () -> rig.chardevs.remove("used"));
        assertText("Chardev 'n' not found", () -> rig.chardevs.remove("n"));
    }

    @Test
    void list_isInTheOrderOfMaking() throws ChardevException {
        rig.chardevs.create(new ChardevConfig.Ringbuf("a", false, 16));

        assertEquals("n", rig.chardevs.list().get(0).label());
        assertEquals("a", rig.chardevs.list().get(1).label());
        assertFalse(rig.chardevs.list().get(1).frontendOpen());
    }

    @Test
    void ringbufRead_needsARingbufAndASize() throws ChardevException {
        assertText("n is not a ringbuf device", () -> rig.chardevs.readRingbuf("n", 1));
        rig.chardevs.create(new ChardevConfig.Ringbuf("r", false, 16));
        assertText("size must be greater than zero", () -> rig.chardevs.readRingbuf("r", 0));
        assertText("Device 'x' not found", () -> rig.chardevs.readRingbuf("x", 1));
    }

    @Test
    void contradictingSocketOptions_areRefusedInQemusWords() {
        ChardevConfig.Address anywhere = new ChardevConfig.UnixAddress("a");

        assertText(
                "'reconnect' option is incompatible with socket in server listen mode",
                () -> new ChardevConfig.Socket(
                        "s", false, anywhere, true, new ChardevConfig.SocketOptions(true, false, false, 1)));
        assertText(
                "'wait' option is incompatible with socket in client connect mode",
                () -> new ChardevConfig.Socket(
                        "s", false, anywhere, false, new ChardevConfig.SocketOptions(true, false, false, 0)));
    }

    private static void assertText(String text, Executable action) {
        assertEquals(text, assertThrows(Exception.class, action).getMessage());
    }
}
