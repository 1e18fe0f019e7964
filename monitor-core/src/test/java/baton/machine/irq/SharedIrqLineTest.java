package baton.machine.irq;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SharedIrqLineTest {
    @Test
    void sharedWire_isHighWhileAnyInputIs() {
        List<String> seen = new ArrayList<>();
        SharedIrqLine shared = new SharedIrqLine(level -> seen.add("end " + level));
        IrqLine one = shared.input(level -> seen.add("one " + level));
        IrqLine two = shared.input(level -> seen.add("two " + level));

        one.set(true);
        one.set(true);
        two.set(true);
        one.set(false);
        two.set(false);

        assertEquals(
                List.of(
                        "end true",
                        "one true",
                        "end true",
                        "two true",
                        "end true",
                        "one false",
                        "end false",
                        "two false"),
                seen);
    }
}
