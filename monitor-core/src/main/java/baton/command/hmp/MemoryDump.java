package baton.command.hmp;

import baton.base.Hex;
import baton.monitor.QmpException;
import baton.monitor.hmp.HmpArgs;
import baton.monitor.hmp.HmpOutput;
import java.io.IOException;

/** The lines of {@code x} and {@code xp}: an address and up to 16 bytes each, in QEMU's columns. */
final class MemoryDump {
    private static final int LINE = 16;
    private static final int LINE_OF_BYTES = 8;
    private static final int MOST_BYTES = 1 << 20;
    private static final char INSTRUCTIONS = 'i';
    private static final char CHARACTERS = 'c';

    /** Where bytes come from. */
    interface Source {
        /** Fills {@code into}; false when some of the memory cannot be read. */
        boolean read(long address, byte[] into, int length) throws IOException;
    }

    private final HmpOutput out;
    private final long count;
    private final char format;
    private final int size;
    private long address;

    /** @param args as the types {@code fmt:/,addr:l} give them */
    MemoryDump(HmpArgs args, HmpOutput out) {
        this.out = out;
        this.count = args.integer("count");
        this.format = (char) args.integer("format");
        this.size = (int) args.integer("size");
        this.address = args.integer("addr");
    }

    void print(Source source) throws QmpException {
        if (format == INSTRUCTIONS) {
            throw QmpException.generic("disassembly is not available in this build");
        }
        if (count * size > MOST_BYTES) {
            throw QmpException.generic("cannot show more than " + MOST_BYTES + " bytes at once");
        }
        int line = size == 1 ? LINE_OF_BYTES : LINE;
        byte[] bytes = new byte[LINE];
        for (long left = count * size; left > 0; left -= line) {
            int here = (int) Math.min(left, line);
            if (!read(source, bytes, here)) {
                out.print(Hex.padded(address, 16) + ": Cannot access memory\n");
                return;
            }
            out.print(line(bytes, here));
            address += here;
        }
    }

    private boolean read(Source source, byte[] into, int length) throws QmpException {
        try {
            return source.read(address, into, length);
        } catch (IOException e) {
            throw QmpException.generic("cannot read the guest's memory: " + e.getMessage());
        }
    }

    private String line(byte[] bytes, int length) {
        StringBuilder text = new StringBuilder(Hex.padded(address, 16)).append(':');
        int step = format == CHARACTERS ? 1 : size;
        for (int i = 0; i < length; i += step) {
            text.append(' ').append(ValueText.column(format, step, value(bytes, i, step)));
        }
        return text.append('\n').toString();
    }

    private static long value(byte[] bytes, int at, int size) {
        long value = 0;
        for (int i = size - 1; i >= 0; i--) {
            value = value << 8 | bytes[at + i] & 0xff;
        }
        return value;
    }
}
