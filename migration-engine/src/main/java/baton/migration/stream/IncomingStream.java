package baton.migration.stream;

import baton.base.Reporter;
import baton.migration.channel.Channel;
import baton.migration.multifd.Threads;
import baton.migration.spi.MigratableVm;
import baton.migration.vmstate.StateReader;
import baton.migration.vmstate.VmState;
import baton.migration.vmstate.VmStateException;
import baton.migration.vmstate.VmStateException.Reason;
import java.io.IOException;

/**
 * Reads a QEMU stream into a freshly reset VM. Sections come in any order; missing ones keep their reset state. Texts are
 * QEMU's: what an exception says goes after {@code load of migration failed: ERRNOTEXT: }, details before it go to the
 * reporter. One thread.
 */
public final class IncomingStream {
    /** Why a guest must not run here although all of it has come. */
    public static final String TAKEN_BACK = "the source has taken the guest back";

    /** How a stream is to be read, who is told of it, and who starts the threads of channels beside the main one. */
    public record Expected(StreamOptions options, RamPlan plan, Answers answers, Threads threads) {}

    private final MigratableVm vm;
    private final StreamOptions options;
    private final Reporter reporter;
    private final IncomingCommands commands;
    private final StreamReader in;
    private final StateReader state;
    private final RamReader ram;
    private final IncomingSections sections;
    /** The id the sender gave to ram; meaningless until {@link #ramStarted}. */
    private int ramId;

    private boolean ramStarted;
    private boolean cutShort;

    private IncomingStream(MigratableVm vm, StreamReader in, Expected expected, PagesBeside beside, Reporter reporter) {
        StreamOptions options = expected.options;
        RamPlan plan = expected.plan;
        this.commands = new IncomingCommands(in, expected.answers);
        this.vm = vm;
        this.options = options;
        this.reporter = reporter;
        this.in = in;
        this.state = new StateReader(in);
        this.ram = new RamReader(in, vm.ramBlocks(), plan, options.ignoreShared(), beside);
        this.sections = new IncomingSections(vm.sections());
    }

    /**
     * Reads everything and lets every loaded section check itself. Nothing outside the VM's RAM and sections was touched
     * when this returns; the caller goes on with {@link MigratableVm#commit}. The channel stays open; every other thread has
     * ended.
     *
     * @throws VmStateException the stream was refused; RAM and sections hold parts of it
     */
    public static void load(MigratableVm vm, Channel channel, Expected expected, Reporter reporter)
            throws VmStateException {
        StreamReader in = new StreamReader(channel);
        try {
            PagesBeside beside = new PagesBeside(channel, expected.options, vm.uuid(), expected.threads);
            new IncomingStream(vm, in, expected, beside, reporter).loadAndEnd();
        } catch (IOException e) {
            throw new VmStateException(Reason.IO, "stream error: -5: " + e.getMessage(), e);
        } finally {
            in.close();
        }
    }

    /** As {@link #load(MigratableVm, Channel, Expected, Reporter)}, with nobody to answer. */
    public static void load(
            MigratableVm vm, Channel channel, StreamOptions options, RamPlan plan, Reporter reporter, Threads threads)
            throws VmStateException {
        load(vm, channel, new Expected(options, plan, Answers.NONE, threads), reporter);
    }

    private void loadAndEnd() throws VmStateException, IOException {
        try {
            load();
        } catch (VmStateException e) {
            ram.check();
            throw e;
        } finally {
            ram.close();
        }
    }

    private void load() throws VmStateException {
        header();
        configuration();
        int type = nextType();
        while (type != Wire.EOF) {
            item(type);
            type = nextType();
        }
        sections.loaded();
        skipDescription();
        if (commands.answering() && takenBack()) {
            throw new VmStateException(Reason.IO, TAKEN_BACK);
        }
    }

    /** A source that listens to answers can want the guest back: it sends a zero, which no description ends with. */
    private boolean takenBack() {
        return cutShort ? in.last() == 0 : in.hasMore();
    }

    private void header() throws VmStateException {
        int magic = in.peek(3) < 0 ? 0 : in.u32();
        if (magic != Wire.MAGIC) {
            throw VmStateException.corrupt("Not a migration stream, magic: " + Integer.toHexString(magic) + " != "
                    + Integer.toHexString(Wire.MAGIC));
        }
        int version = in.u32();
        if (version == Wire.OBSOLETE_VERSION) {
            throw unsupported(Reason.TOO_OLD, "SaveVM v2 format is obsolete and no longer supported");
        }
        if (version != Wire.VERSION) {
            throw unsupported(
                    Reason.TOO_NEW,
                    "Unsupported migration stream version: file version " + Integer.toHexString(version) + " != "
                            + Wire.VERSION);
        }
    }

    private void configuration() throws VmStateException {
        if (in.u8() != Wire.CONFIGURATION) {
            throw VmStateException.corrupt("Configuration section missing");
        }
        Configuration received = new Configuration();
        state.load(received, received.version());
        received.check(vm, options, reporter);
    }

    private int nextType() throws VmStateException {
        try {
            return in.u8();
        } catch (VmStateException e) {
            throw e.within("Failed to load section ID: ");
        }
    }

    private void item(int type) throws VmStateException {
        switch (type) {
            case Wire.SECTION_START, Wire.SECTION_FULL -> section();
            case Wire.SECTION_PART, Wire.SECTION_END -> sectionGoesOn();
            case Wire.COMMAND -> commands.take();
            default -> throw VmStateException.corrupt("Unknown savevm section type " + type);
        }
    }

    private void section() throws VmStateException {
        int id = in.u32();
        String idstr = in.string();
        int instance = in.u32();
        int version = in.u32();
        String context = "error while loading state for instance 0x" + Integer.toHexString(instance) + " of device '"
                + idstr + "': ";
        if (idstr.equals(Wire.RAM) && instance == 0) {
            startRam(id, version, context);
        } else {
            VmState section = sections.claim(idstr, instance, version, context);
            try {
                state.load(section, version);
            } catch (VmStateException e) {
                throw e.within(context);
            }
        }
        footer(id, idstr);
    }

    private void startRam(int id, int version, String context) throws VmStateException {
        if (version < 0 || version > Wire.RAM_VERSION) {
            throw IncomingSections.tooNew(Wire.RAM, version, Wire.RAM_VERSION);
        }
        if (ramStarted) {
            throw IncomingSections.twice(Wire.RAM, 0);
        }
        if (version < Wire.RAM_VERSION) {
            throw new VmStateException(
                    Reason.TOO_OLD, context + "Failed to load vmstate version_id: " + version + ", ret: -22");
        }
        ramId = id;
        ramStarted = true;
        ramBody(context);
    }

    private void sectionGoesOn() throws VmStateException {
        int id = in.u32();
        if (!ramStarted || id != ramId) {
            throw VmStateException.corrupt("Unknown section " + Integer.toUnsignedString(id));
        }
        ramBody("");
        footer(id, Wire.RAM);
    }

    private void ramBody(String context) throws VmStateException {
        try {
            ram.body();
        } catch (VmStateException e) {
            reporter.error(e.getMessage());
            throw new VmStateException(
                    e.reason(),
                    e.errno(),
                    context + "Failed to load vmstate version_id: " + Wire.RAM_VERSION + ", ret: -" + e.errno(),
                    e);
        }
    }

    private void footer(int id, String idstr) throws VmStateException {
        String context = "Section footer error, section_id: " + Integer.toUnsignedString(id) + ": ";
        int mark = in.peek(0);
        if (mark >= 0 && mark != Wire.FOOTER) {
            throw VmStateException.corrupt(context + "Missing section footer for " + idstr);
        }
        try {
            in.u8();
            int read = in.u32();
            if (read != id) {
                throw VmStateException.corrupt("Mismatched section id in footer for " + idstr + " - read 0x"
                        + Integer.toHexString(read) + " expected 0x" + Integer.toHexString(id));
            }
        } catch (VmStateException e) {
            throw e.within(context);
        }
    }

    /** The state is whole by now: a description that is missing or damaged is worth a word, not a failure. */
    private void skipDescription() throws VmStateException {
        int type = Math.max(0, in.peek(0));
        if (type != Wire.VMDESC) {
            if (options.describe()) {
                reporter.error("Expected vmdescription section, but got " + type);
            }
            return;
        }
        in.u8();
        boolean whole = in.peek(3) >= 0 && in.skip(in.u32() & 0xffffffffL);
        cutShort = !whole;
        if (cutShort) {
            reporter.warn("the description at the end of the migration stream is cut short");
        }
    }

    private static VmStateException unsupported(Reason reason, String text) {
        return new VmStateException(reason, VmStateException.ENOTSUP, text, null);
    }
}
