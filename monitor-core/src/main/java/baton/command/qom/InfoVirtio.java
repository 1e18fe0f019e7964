package baton.command.qom;

import baton.monitor.QmpException;
import baton.monitor.hmp.HmpArgs;
import baton.monitor.hmp.HmpCommand;
import baton.monitor.hmp.HmpOutput;
import baton.monitor.hmp.HmpSpec;

/** {@code info virtio}: the virtio devices, by their paths. */
public final class InfoVirtio implements HmpCommand {
    private static final HmpSpec SPEC = new HmpSpec("virtio", "", "", "List all available virtio devices");
    private static final String[] ENDS = {"-device", "-pci"};

    private final ObjectModel model;

    /** Looks into {@code model}. */
    public InfoVirtio(ObjectModel model) {
        this.model = model;
    }

    @Override
    public HmpSpec spec() {
        return SPEC;
    }

    @Override
    public void run(HmpArgs args, HmpOutput out) throws QmpException {
        StringBuilder text = new StringBuilder();
        for (QomNode node : model.tree().all()) {
            String name = name(node.type());
            if (name != null) {
                text.append(node.path()).append(" [").append(name).append("]\n");
            }
        }
        if (text.length() == 0) {
            throw QmpException.generic("No virtio devices found");
        }
        out.print(text.toString());
    }

    /** What a type is called as a virtio device, such as virtio-net; null when it is none. */
    private static String name(String type) {
        for (String end : ENDS) {
            if (type.startsWith("virtio-") && type.endsWith(end)) {
                return type.substring(0, type.length() - end.length());
            }
        }
        return null;
    }
}
