package baton.command.qom;

import baton.device.rtc.Mc146818Rtc;
import baton.machine.tree.Property;
import baton.machine.tree.PropertyRefused;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;

/** The date a clock chip shows its guest, as C's {@code struct tm} has it. */
final class ClockDate extends Property {
    private static final int FIRST_YEAR = 1900;

    private final Mc146818Rtc clock;

    ClockDate(String name, Mc146818Rtc clock) {
        super(name, "struct tm");
        this.clock = clock;
    }

    @Override
    public Object value() {
        LocalDateTime now = LocalDateTime.ofEpochSecond(clock.seconds(), 0, ZoneOffset.UTC);
        Map<String, Object> date = new LinkedHashMap<>();
        date.put("tm_year", (long) now.getYear() - FIRST_YEAR);
        date.put("tm_mon", (long) now.getMonthValue() - 1);
        date.put("tm_mday", (long) now.getDayOfMonth());
        date.put("tm_hour", (long) now.getHour());
        date.put("tm_min", (long) now.getMinute());
        date.put("tm_sec", (long) now.getSecond());
        return date;
    }

    @Override
    public boolean set(Object value) throws PropertyRefused {
        throw new PropertyRefused("Property 'mc146818rtc.date' is not writable");
    }
}
