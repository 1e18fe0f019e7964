package baton.cpr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import baton.cpr.state.DeviceFds;
import baton.migration.channel.ChannelAddress;
import baton.migration.params.Capability;
import baton.migration.params.MigMode;
import baton.migration.params.MigrationCapabilities;
import baton.migration.params.MigrationParameters;
import baton.migration.params.ParameterRefused;
import baton.migration.spi.MigrationRefused;
import baton.migration.spi.MigrationRequest;
import baton.migration.spi.RamBlock;
import baton.migration.spi.RamPolicy;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class CprModesTest {
    private final CprModes modes = new CprModes(Inheritance.none(), null, DeviceFds.NONE);

    private static MigrationCapabilities with(Capability... on) throws ParameterRefused {
        MigrationCapabilities capabilities = MigrationCapabilities.defaults();
        for (Capability c : on) {
            capabilities = capabilities.with(Map.of(c, true));
        }
        return capabilities;
    }

    private String refused(MigMode mode, Capability... on) throws ParameterRefused {
        MigrationRequest request =
                new MigrationRequest(new ChannelAddress.File("x", 0), null, MigrationParameters.defaults(), with(on));
        return assertThrows(MigrationRefused.class, () -> modes.strategy(mode).check(null, request))
                .getMessage();
    }

    @ParameterizedTest
    @EnumSource(MigMode.class)
    void everyMode_hasItsStrategy(MigMode mode) {
        assertEquals(mode, modes.strategy(mode).mode());
    }

    @Test
    void reboot_refusesWhatQemuRefuses() throws Exception {
        assertEquals("Cannot use postcopy with CPR", refused(MigMode.CPR_REBOOT, Capability.POSTCOPY_RAM));
        assertEquals("Cannot use postcopy with CPR", refused(MigMode.CPR_REBOOT, Capability.DIRTY_BITMAPS));
        assertEquals(
                "Cannot use background snapshot with CPR", refused(MigMode.CPR_REBOOT, Capability.BACKGROUND_SNAPSHOT));
    }

    @Test
    void normal_refusesWhatIsNotHere() throws Exception {
        assertEquals(
                "Capability 'postcopy-ram' is not supported by this build of Baton: it comes with a later one",
                refused(MigMode.NORMAL, Capability.POSTCOPY_RAM));
    }

    @Test
    void transfer_refusesWhatQemuRefuses() throws Exception {
        assertEquals("Cannot use postcopy with CPR", refused(MigMode.CPR_TRANSFER, Capability.POSTCOPY_RAM));
    }

    @Test
    void exec_wantsACommand() throws Exception {
        assertEquals("Parameter 'cpr-exec-command' required for cpr-exec", refused(MigMode.CPR_EXEC));
    }

    @ParameterizedTest
    @CsvSource({"true,true,true,IN_PLACE", "true,true,false,COPY", "true,false,true,COPY", "false,true,true,COPY"})
    void reboot_keepsOnlySharedNamedRamInPlace(boolean ignore, boolean shared, boolean named, RamPolicy policy)
            throws ParameterRefused {
        MigrationCapabilities capabilities = ignore ? with(Capability.X_IGNORE_SHARED) : with();
        assertEquals(policy, modes.strategy(MigMode.CPR_REBOOT).ram(new Block(shared, named), capabilities));
    }

    private record Block(boolean shared, boolean namedFile) implements RamBlock {
        @Override
        public String name() {
            return "ram0";
        }

        @Override
        public long length() {
            return 4096;
        }

        @Override
        public long address() {
            return 0;
        }

        @Override
        public long guestAddress() {
            return 0;
        }

        @Override
        public int fd() {
            return -1;
        }
    }
}
