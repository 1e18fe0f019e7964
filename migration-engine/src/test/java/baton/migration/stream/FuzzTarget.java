package baton.migration.stream;

import baton.migration.channel.Channel;
import baton.migration.channel.Groups;
import baton.migration.channel.PlacedChannel;
import baton.migration.ram.RamFormat;
import baton.migration.ram.ZeroPages;
import baton.migration.testing.PlainThreads;
import baton.migration.vmstate.VmStateException;
import baton.nat.libc.Memory;
import baton.nat.libc.Mmap;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToIntFunction;

/**
 * Loads bytes as a stream, in the way their first byte says. Gives how many bytes of the stream were taken, negative when
 * it was refused; everything but a VmStateException comes out as it is.
 */
public final class FuzzTarget implements ToIntFunction<byte[]> {
    /** Bytes on both sides of each block that nothing may touch. */
    private static final int MARGIN = 1 << 20;

    private static final byte UNTOUCHED = 0x5a;
    private static final int[] SIZES = {256 << 10, 64 << 10};
    private static final String[] NAMES = {"microvm.ram", "pc.bios"};

    private final Mmap memory;
    private final long[] blocks = new long[SIZES.length];

    /** Maps the memory of the machine, once. */
    public FuzzTarget() throws IOException {
        int all = MARGIN;
        for (int size : SIZES) {
            all += size + MARGIN;
        }
        memory = Mmap.anonymous(all, false);
        Memory.fill(memory.address(), all, UNTOUCHED);
        long at = memory.address() + MARGIN;
        for (int i = 0; i < SIZES.length; i++) {
            blocks[i] = at;
            at += SIZES[i] + MARGIN;
        }
    }

    @Override
    public int applyAsInt(byte[] input) {
        int way = input[0];
        boolean multifd = (way & FuzzSeeds.MULTIFD) != 0;
        int beside = multifd && input.length > 2 ? (input[1] & 0xff) << 8 | input[2] & 0xff : 0;
        int begin = Math.min(input.length, (multifd ? 3 : 1) + beside);
        MemoryFile file = new MemoryFile(Arrays.copyOfRange(input, begin, input.length));
        Channel channel = file;
        if (multifd) {
            byte[] packets = Arrays.copyOfRange(input, Math.min(begin, 3), begin);
            channel = Groups.of(file, new MemoryFile(packets));
        }
        int zlib = (way & FuzzSeeds.ZLIB) != 0 ? 1 : -1;
        RamFormat format = new RamFormat((way & 1) != 0, multifd, ZeroPages.MULTIFD, zlib, 64 << 10);
        StreamOptions options = new StreamOptions((way & 2) != 0, (way & 4) != 0, true, format);
        TestVm vm = machine();
        try {
            IncomingStream.load(
                    vm,
                    channel,
                    new IncomingStream.Expected(options, RamPlan.COPY_ALL, Answers.NONE, new PlainThreads()),
                    new CollectingReporter());
            return file.at;
        } catch (VmStateException e) {
            if (e.getMessage() == null || e.getMessage().isEmpty()) {
                throw new IllegalStateException("a refusal without a text", e);
            }
            return -1 - file.at;
        }
    }

    private TestVm machine() {
        TestVm vm = new TestVm("microvm", MicrovmTables.sections(1));
        for (int i = 0; i < SIZES.length; i++) {
            vm.ramAt(NAMES[i], blocks[i], SIZES[i], i == 0 ? 0 : 0xffff0000L);
        }
        return vm;
    }

    /** Whether nothing outside the blocks was ever written. */
    public boolean inBounds() {
        byte[] margin = new byte[MARGIN];
        byte[] untouched = new byte[MARGIN];
        Arrays.fill(untouched, UNTOUCHED);
        long at = memory.address();
        for (int i = 0; i <= SIZES.length; i++) {
            Memory.copy(at, margin, 0, MARGIN);
            if (!Arrays.equals(margin, untouched)) {
                return false;
            }
            at += MARGIN + (i < SIZES.length ? SIZES[i] : 0);
        }
        return true;
    }

    /** Good streams to begin with, each with its way in front. */
    public List<byte[]> seeds() throws IOException, VmStateException {
        return FuzzSeeds.all(machine());
    }

    /** A file whose content ends in zeros. */
    static final class MemoryFile implements PlacedChannel {
        private static final int SIZE = 4 << 20;
        private final byte[] content;
        int at;

        MemoryFile(byte[] content) {
            this.content = content;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) {
            int n = Math.min(length, content.length - at);
            if (n <= 0) {
                return -1;
            }
            System.arraycopy(content, at, bytes, offset, n);
            at += n;
            return n;
        }

        @Override
        public long readMemory(long address, long length) {
            int n = (int) Math.min(length, content.length - at);
            if (n <= 0) {
                return -1;
            }
            Memory.copy(content, at, address, n);
            at += n;
            return n;
        }

        @Override
        public long position() {
            return at;
        }

        @Override
        public void position(long place) throws IOException {
            if (place < 0) {
                throw new IOException("Invalid argument");
            }
            at = (int) Math.min(place, SIZE);
        }

        @Override
        public long readMemoryAt(long place, long address, long length) throws IOException {
            if (place < 0) {
                throw new IOException("Invalid argument");
            }
            long n = Math.max(0, Math.min(length, SIZE - place));
            Memory.fill(address, n, (byte) 0);
            if (place < content.length) {
                Memory.copy(content, (int) place, address, (int) Math.min(n, content.length - place));
            }
            return n;
        }

        @Override
        public void writeMemoryAt(long place, long address, long length) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void writeMemory(long address, long length) {
            throw new UnsupportedOperationException();
        }

        @Override
        public String kind() {
            return "file";
        }

        @Override
        public void shutdown() {}

        @Override
        public void finish() {}

        @Override
        public void close() {}
    }
}
