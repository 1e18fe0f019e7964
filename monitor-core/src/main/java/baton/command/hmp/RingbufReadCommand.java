package baton.command.hmp;

import baton.chardev.ChardevException;
import baton.chardev.ChardevInfo;
import baton.chardev.Chardevs;
import baton.monitor.QmpException;
import baton.monitor.hmp.HmpArgs;
import baton.monitor.hmp.HmpCommand;
import baton.monitor.hmp.HmpOutput;
import baton.monitor.hmp.HmpSpec;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** {@code ringbuf_read}: takes the oldest bytes out of a ring buffer. */
public final class RingbufReadCommand implements HmpCommand {
    private static final HmpSpec SPEC =
            new HmpSpec("ringbuf_read", "device:s,size:i", "device size", "Read from a ring buffer character device");
    private static final int DELETE = 0x7f;

    private final Chardevs chardevs;

    /** Reads one of {@code chardevs}. */
    public RingbufReadCommand(Chardevs chardevs) {
        this.chardevs = chardevs;
    }

    @Override
    public HmpSpec spec() {
        return SPEC;
    }

    @Override
    public void run(HmpArgs args, HmpOutput out) throws QmpException {
        byte[] bytes;
        try {
            bytes = chardevs.readRingbuf(args.str("device"), args.integer("size"));
        } catch (ChardevException e) {
            throw QmpException.generic(e.getMessage());
        }
        String text = new String(bytes, StandardCharsets.UTF_8);
        StringBuilder shown = new StringBuilder(text.length() + 1);
        for (int i = 0; i < text.length(); i++) {
            append(shown, text.charAt(i));
        }
        out.print(shown.append('\n').toString());
    }

    private static void append(StringBuilder shown, char c) {
        if (c == '\\') {
            shown.append("\\\\");
        } else if (c < ' ' && c != '\n' && c != '\t' || c == DELETE) {
            shown.append("\\u00")
                    .append(c < 0x10 ? "0" : "")
                    .append(Integer.toHexString(c).toUpperCase(Locale.ROOT));
        } else {
            shown.append(c);
        }
    }

    @Override
    public List<String> complete(List<String> words) {
        List<String> labels = new ArrayList<>();
        for (ChardevInfo chardev : chardevs.list()) {
            if (chardev.filename().equals("ringbuf")) {
                labels.add(chardev.label());
            }
        }
        return labels;
    }
}
