package baton.migration.stream;

import baton.migration.vmstate.VmState;
import baton.migration.vmstate.VmStateException;
import baton.migration.vmstate.VmStateException.Reason;
import java.util.ArrayList;
import java.util.List;

/** The device sections of this machine, found by what a stream calls them, each at most once. One thread. */
final class IncomingSections {
    private final List<VmState> sections;
    private final List<VmState> claimed = new ArrayList<>();

    IncomingSections(List<VmState> sections) {
        this.sections = sections;
    }

    /** The section that a stream names so and that its next bytes fill. */
    VmState claim(String idstr, int instance, int version, String context) throws VmStateException {
        VmState section = find(idstr, instance);
        if (section == null) {
            throw new VmStateException(
                    Reason.UNKNOWN_SECTION,
                    "Unknown section or instance '" + idstr + "' " + Integer.toUnsignedString(instance)
                            + ". Make sure that your current VM setup matches your saved VM setup, including any"
                            + " hotplugged devices");
        }
        if (version < 0 || version > section.version()) {
            throw tooNew(idstr, version, section.version());
        }
        if (version < section.minimumVersion()) {
            throw new VmStateException(
                    Reason.TOO_OLD,
                    context + section.vmsd() + ": incoming version_id " + version
                            + " is too old for local minimum version_id  " + section.minimumVersion());
        }
        if (claimed.contains(section)) {
            throw twice(idstr, instance);
        }
        claimed.add(section);
        return section;
    }

    /** The stream is complete: every section it filled checks itself. */
    void loaded() throws VmStateException {
        for (VmState section : claimed) {
            try {
                section.loaded();
            } catch (VmStateException e) {
                throw e.within("error while loading state for instance 0x" + Integer.toHexString(section.instanceId())
                        + " of device '" + section.idstr() + "': ");
            }
        }
    }

    static VmStateException tooNew(String idstr, int version, int ours) {
        return new VmStateException(
                Reason.TOO_NEW,
                "unsupported version " + Integer.toUnsignedString(version) + " for '" + idstr + "' v" + ours);
    }

    static VmStateException twice(String idstr, int instance) {
        return VmStateException.corrupt(
                "Section '" + idstr + "' " + Integer.toUnsignedString(instance) + " is in the stream twice");
    }

    private VmState find(String idstr, int instance) {
        int withoutPath = 0;
        for (VmState section : sections) {
            if (section.idstr().equals(idstr) && (section.instanceId() == instance || isAlias(section, instance))) {
                return section;
            }
        }
        for (VmState section : sections) {
            if (section.vmsd().equals(idstr) && !section.idstr().equals(idstr)) {
                if (withoutPath == instance) {
                    return section;
                }
                withoutPath++;
            }
        }
        return null;
    }

    private static boolean isAlias(VmState section, int instance) {
        return section.aliasInstanceId() >= 0 && section.aliasInstanceId() == instance;
    }
}
