package baton.migration.stream;

import baton.base.Closer;
import baton.migration.channel.Channel;
import baton.migration.channel.ChannelGroup;
import baton.migration.channel.PlacedChannel;
import baton.migration.multifd.Threads;
import baton.migration.ram.RamFormat;
import baton.migration.spi.DirtyLog;
import baton.migration.spi.MigratableVm;
import baton.migration.vmstate.StateDescriber;
import baton.migration.vmstate.StateWriter;
import baton.migration.vmstate.VmState;
import baton.migration.vmstate.VmStateException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Writes one VM as a QEMU stream. The steps are called once each and in the order they stand here, {@link #ramPart} as
 * often as wanted or never; the VM is stopped from {@link #switchover} on. {@link #end} leaves nothing unsent. One thread; the
 * caller closes this and then finishes and closes the channel.
 */
public final class OutgoingStream implements Closer.Resource {
    private static final int RAM_ID = 1;
    private static final int FIRST_DEVICE_ID = 2;
    /** No byte of the description's length may be this: analyze-migration.py looks for it to find the text. */
    private static final int BRACE = '{';

    private final MigratableVm vm;
    private final StreamOptions options;
    private final StreamWriter out;
    private final PageSink sink;
    private final RamWriter ram;
    private final StateWriter state = new StateWriter();
    private final StateDescriber describer = new StateDescriber(state);
    private final StringBuilder description = new StringBuilder();
    private int nextId = FIRST_DEVICE_ID;

    /**
     * Will write {@code vm} to {@code channel}; the main stream begins with {@link #header}.
     *
     * @param threads starts those of the channels beside the main one
     */
    public OutgoingStream(
            MigratableVm vm, Channel channel, StreamOptions options, RamPlan plan, Pacer pacer, Threads threads)
            throws IOException {
        this.vm = vm;
        this.options = options;
        this.out = new StreamWriter(channel, pacer);
        this.sink = sink(channel, pacer, threads);
        this.ram = new RamWriter(out, vm.ramBlocks(), plan, options.ignoreShared(), sink, pacer);
    }

    private PageSink sink(Channel channel, Pacer pacer, Threads threads) throws IOException {
        RamFormat format = options.ram();
        List<Channel> others = ChannelGroup.others(channel);
        if (format.mapped()) {
            PlacedChannel file = (PlacedChannel) ChannelGroup.main(channel);
            return new MappedPages(out, file, others, format, pacer, threads);
        }
        if (!others.isEmpty()) {
            return new MultifdPages(out, others, vm.uuid(), format, pacer, threads);
        }
        if (format.xbzrleCache() > 0) {
            return new XbzrlePages(out, vm.ramBlocks(), format, pacer);
        }
        return new InlinePages(out, format.zeroPages().found(), pacer);
    }

    /** Magic, version and the configuration section. */
    public void header() throws IOException, VmStateException {
        out.u32(Wire.MAGIC);
        out.u32(Wire.VERSION);
        out.u8(Wire.CONFIGURATION);
        String members = describer.save(new Configuration(vm, options));
        putState();
        description.append("{\"configuration\": {").append(members);
        description.append("}, \"page_size\": ").append(Wire.PAGE_SIZE).append(", \"devices\": [");
    }

    /** Asks the destination to answer on the channel, and to begin at once. */
    public void openReturnPath() throws IOException {
        out.u8(Wire.COMMAND);
        out.u16(Wire.CMD_OPEN_RETURN_PATH);
        out.u16(0);
        out.u8(Wire.COMMAND);
        out.u16(Wire.CMD_PING);
        out.u16(4);
        out.u32(1);
    }

    /** The list of RAM blocks; everything so far has gone to the channel afterwards, so that a dead peer is noticed. */
    public void ramSetup() throws IOException {
        out.u8(Wire.SECTION_START);
        sectionHead(RAM_ID, Wire.RAM, 0, Wire.RAM_VERSION);
        ram.list();
        endRam();
        out.flush();
    }

    /**
     * A part of what is left of {@code dirty}: all, or what the pacer's slice has time for. All gone to the channel afterwards.
     *
     * @param log what notes writes to pages while they are sent
     */
    public void ramPart(DirtyRam dirty, DirtyLog log) throws IOException {
        out.u8(Wire.SECTION_PART);
        out.u32(RAM_ID);
        ram.some(dirty, log);
        endRam();
        out.flush();
    }

    /** The guest has stopped: says so, sends what is left of {@code dirty} and ends RAM. The pacer's slice lasts. */
    public void switchover(DirtyRam dirty, DirtyLog log) throws IOException {
        out.u8(Wire.COMMAND);
        out.u16(Wire.CMD_SWITCHOVER_START);
        out.u16(0);
        out.u8(Wire.SECTION_END);
        out.u32(RAM_ID);
        ram.some(dirty, log);
        ram.end();
        endRam();
    }

    /** Every device section that is needed, in the machine's order. */
    public void devices() throws IOException, VmStateException {
        String separator = "";
        for (VmState section : vm.sections()) {
            if (section.needed()) {
                description.append(separator);
                device(section);
                separator = ", ";
            }
        }
    }

    /** Everything so far has gone to the channel afterwards. */
    public void flush() throws IOException {
        out.flush();
    }

    /** End mark and description; everything has gone to the channel afterwards. */
    public void end() throws IOException {
        out.u8(Wire.EOF);
        if (options.describe()) {
            description.append("]}");
            describe();
        }
        out.flush();
    }

    @Override
    public void close() throws IOException {
        try {
            sink.close();
        } finally {
            out.close();
        }
    }

    private void device(VmState section) throws IOException, VmStateException {
        int id = nextId++;
        section.saving();
        String members = describer.save(section);
        description.append("{\"name\": \"").append(section.idstr());
        description.append("\", \"instance_id\": ").append(section.instanceId());
        description.append(", ").append(members).append('}');
        out.u8(Wire.SECTION_FULL);
        sectionHead(id, section.idstr(), section.instanceId(), section.version());
        putState();
        footer(id);
    }

    private void sectionHead(int id, String idstr, int instance, int version) throws IOException {
        out.u32(id);
        out.string(idstr);
        out.u32(instance);
        out.u32(version);
    }

    private void endRam() throws IOException {
        ram.endOfSection();
        footer(RAM_ID);
    }

    private void footer(int id) throws IOException {
        out.u8(Wire.FOOTER);
        out.u32(id);
    }

    private void putState() throws IOException {
        out.bytes(state.array(), 0, state.length());
        state.clear();
    }

    private void describe() throws IOException {
        while (hasBrace(description.length())) {
            description.append(' ');
        }
        byte[] text = description.toString().getBytes(StandardCharsets.ISO_8859_1);
        out.u8(Wire.VMDESC);
        out.u32(text.length);
        out.bytes(text, 0, text.length);
    }

    private static boolean hasBrace(int length) {
        for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
            if ((length >> shift & 0xff) == BRACE) {
                return true;
            }
        }
        return false;
    }
}
