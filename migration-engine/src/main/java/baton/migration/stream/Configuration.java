package baton.migration.stream;

import baton.base.Reporter;
import baton.migration.spi.MigratableVm;
import baton.migration.vmstate.StateVisitor;
import baton.migration.vmstate.Struct;
import baton.migration.vmstate.VmStateException;
import baton.migration.vmstate.VmStateException.Reason;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The configuration section: which machine the stream was made for, and how (docs/wire/stream.md, section 1.1). */
final class Configuration implements Struct {
    private static final int MAX_NAME = 255;
    private static final int MAX_CAPABILITIES = 64;
    private static final int UUID_SIZE = 16;
    private static final int PAGE_BITS = 12;
    private static final String IGNORE_SHARED = "x-ignore-shared";
    private static final String MAPPED_RAM = "mapped-ram";

    private byte[] machine = new byte[0];
    private String[] capabilities = new String[0];
    private int pageBits = PAGE_BITS;
    private byte[] uuid;

    /** An empty one, to be loaded. */
    Configuration() {}

    /** What {@code vm} sends under {@code options}. */
    Configuration(MigratableVm vm, StreamOptions options) {
        machine = vm.machineName().getBytes(StandardCharsets.UTF_8);
        capabilities = names(options);
        uuid = options.validateUuid() ? vm.uuid() : null;
    }

    private static String[] names(StreamOptions options) {
        if (options.ignoreShared() && options.ram().mapped()) {
            return new String[] {IGNORE_SHARED, MAPPED_RAM};
        }
        if (options.ram().mapped()) {
            return new String[] {MAPPED_RAM};
        }
        return options.ignoreShared() ? new String[] {IGNORE_SHARED} : new String[0];
    }

    @Override
    public String vmsd() {
        return "configuration";
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public void state(StateVisitor v) throws VmStateException {
        int length = v.u32("len", machine.length);
        if (v.loading()) {
            machine = new byte[count("machine name", length, MAX_NAME)];
        }
        v.buffer("name", machine);
        if (v.subsection("configuration/target-page-bits", 1, false)) {
            pageBits = v.u32("target_page_bits", pageBits);
        }
        if (v.subsection("configuration/capabilities", 1, capabilities.length > 0)) {
            int number = v.u32("caps_count", capabilities.length);
            if (v.loading()) {
                capabilities = new String[count("capability list", number, MAX_CAPABILITIES)];
            }
            v.strings("capabilities", "capability", capabilities);
        }
        if (v.subsection("configuration/uuid", 1, uuid != null)) {
            if (v.loading()) {
                uuid = new byte[UUID_SIZE];
            }
            v.u8s("uuid.data", uuid);
        }
    }

    /**
     * Compares what was loaded with this machine. The details go to {@code reporter}, as in QEMU; the exception names
     * only the section.
     */
    void check(MigratableVm vm, StreamOptions options, Reporter reporter) throws VmStateException {
        checkUuid(vm.uuid(), reporter);
        boolean good = checkMachine(vm.machineName(), reporter)
                && checkPageBits(reporter)
                && checkCapability(IGNORE_SHARED, options.ignoreShared(), reporter)
                        & checkCapability(MAPPED_RAM, options.ram().mapped(), reporter);
        if (!good) {
            throw new VmStateException(
                    Reason.MISMATCH,
                    "post load hook failed for: configuration, version_id: 1, minimum_version: 0, ret: -22");
        }
    }

    private boolean checkMachine(String ours, Reporter reporter) {
        byte[] local = ours.getBytes(StandardCharsets.UTF_8);
        boolean same =
                machine.length <= local.length && Arrays.equals(machine, 0, machine.length, local, 0, machine.length);
        if (!same) {
            String received = new String(machine, StandardCharsets.UTF_8);
            reporter.error("Machine type received is '" + received + "' and local is '" + ours + "'");
        }
        return same;
    }

    private boolean checkPageBits(Reporter reporter) {
        if (pageBits != PAGE_BITS) {
            reporter.error("Received TARGET_PAGE_BITS is " + pageBits + " but local is " + PAGE_BITS);
        }
        return pageBits == PAGE_BITS;
    }

    private boolean checkCapability(String name, boolean here, Reporter reporter) {
        boolean there = Arrays.asList(capabilities).contains(name);
        if (here != there) {
            reporter.error(
                    "Capability " + name + " is " + onOff(here) + ", but received capability is " + onOff(there));
        }
        return here == there;
    }

    private void checkUuid(byte[] ours, Reporter reporter) throws VmStateException {
        if (uuid == null) {
            return;
        }
        if (ours == null) {
            reporter.warn("UUID is received " + uuidText(uuid) + ", but local uuid isn't set");
            return;
        }
        if (!Arrays.equals(uuid, ours)) {
            reporter.error("UUID received is " + uuidText(uuid) + " and local is " + uuidText(ours));
            throw new VmStateException(
                    Reason.MISMATCH,
                    "Loading VM subsection 'configuration/uuid' in 'configuration' failed: -22: post load hook failed"
                            + " for: configuration/uuid, version_id: 1, minimum_version: 1, ret: -22");
        }
    }

    private static String uuidText(byte[] uuid) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < uuid.length; i++) {
            if (i == 4 || i == 6 || i == 8 || i == 10) {
                text.append('-');
            }
            text.append(Character.forDigit(uuid[i] >> 4 & 0xf, 16)).append(Character.forDigit(uuid[i] & 0xf, 16));
        }
        return text.toString();
    }

    private static String onOff(boolean state) {
        return state ? "on" : "off";
    }

    private static int count(String what, int count, int limit) throws VmStateException {
        if (count < 0 || count > limit) {
            throw VmStateException.corrupt("configuration: " + what + " of length " + Integer.toUnsignedString(count)
                    + "; at most " + limit + " is possible");
        }
        return count;
    }
}
