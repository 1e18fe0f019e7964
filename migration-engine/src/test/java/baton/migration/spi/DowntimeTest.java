package baton.migration.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DowntimeTest {
    private final Downtime downtime = new Downtime();

    @Test
    void parts_followEachOtherWithoutGap() {
        downtime.begin("stop", 100);
        downtime.next("save", 110);
        downtime.next("sync", 150);
        downtime.end(155);
        assertEquals(Map.of("stop", 10L, "save", 40L, "sync", 5L), downtime.parts());
        assertEquals(
                List.of("stop", "save", "sync"), List.copyOf(downtime.parts().keySet()));
        assertEquals(55, downtime.nanos());
    }

    @Test
    void nothingCounts_beforeItBegins() {
        downtime.next("save", 10);
        downtime.end(20);
        assertEquals(0, downtime.nanos());
    }
}
