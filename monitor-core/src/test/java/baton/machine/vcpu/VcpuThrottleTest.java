package baton.machine.vcpu;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class VcpuThrottleTest {
    @Test
    void rest_isItsShareOfAPeriodWithTenMillisecondsOfRunning() {
        assertEquals(0, VcpuThrottle.restNanos(0));
        assertEquals(2_500_000, VcpuThrottle.restNanos(20));
        assertEquals(10_000_000, VcpuThrottle.restNanos(50));
        assertEquals(990_000_000, VcpuThrottle.restNanos(99));
    }
}
