package baton.cpr.transfer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.File;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class HandshakeRehearsalTest {
    @Test
    void rehearsedAgainAndAgain_leavesNoDescriptorOpen() throws IOException {
        HandshakeRehearsal.once();
        int open = descriptors();

        for (int i = 0; i < 50; i++) {
            HandshakeRehearsal.once();
        }

        assertEquals(open, descriptors());
    }

    private static int descriptors() {
        return new File("/proc/self/fd").list().length;
    }
}
