package baton.cli.options;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class OptionExceptionTest {
    @Test
    void error_hasTheProgramsNameInFront() {
        assertEquals("qemu: -m abc: bad", new OptionException("-m abc: bad").report("qemu"));
    }

    @Test
    void errorAtAPlaceInAFile_followsTheNameAtOnce() {
        assertEquals("qemu:vm.cfg:3: bad", new OptionException(":vm.cfg:3: bad").report("qemu"));
    }

    @Test
    void wholeLine_isPrintedAsItIs() {
        assertEquals(
                "other: could not", OptionException.line("other: could not").report("qemu"));
    }
}
