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

/** {@code ringbuf_write}: puts bytes into a ring buffer. */
public final class RingbufWriteCommand implements HmpCommand {
    private static final HmpSpec SPEC =
            new HmpSpec("ringbuf_write", "device:s,data:s", "device data", "Write to a ring buffer character device");

    private final Chardevs chardevs;

    /** Writes to one of {@code chardevs}. */
    public RingbufWriteCommand(Chardevs chardevs) {
        this.chardevs = chardevs;
    }

    @Override
    public HmpSpec spec() {
        return SPEC;
    }

    @Override
    public void run(HmpArgs args, HmpOutput out) throws QmpException {
        try {
            chardevs.writeRingbuf(args.str("device"), args.str("data").getBytes(StandardCharsets.UTF_8));
        } catch (ChardevException e) {
            throw QmpException.generic(e.getMessage());
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
