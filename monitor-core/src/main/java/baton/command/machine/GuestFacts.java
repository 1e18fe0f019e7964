package baton.command.machine;

import baton.base.Hex;
import baton.machine.tree.Property;
import java.util.List;

/**
 * What the command line said about the guest, and commands show.
 *
 * @param name the guest's name ({@code -name}), or null
 * @param uuid 16 bytes of {@code -uuid}, or null
 * @param kvm whether KVM runs the guest
 * @param coresPerSocket cores in one socket, at least 1
 * @param threadsPerCore threads in one core, at least 1
 * @param cpuModel the processors' model, such as {@code qemu64}
 * @param machine what {@code -machine} and its relatives said; null for nothing
 */
public record GuestFacts(
        String name,
        byte[] uuid,
        boolean kvm,
        int coresPerSocket,
        int threadsPerCore,
        String cpuModel,
        MachineSays machine) {
    private static final int UUID_BYTES = 16;

    /** What {@code -machine} and its relatives said; asked only when somebody wants to know. */
    public interface MachineSays {
        /** Properties of the machine. */
        List<Property> properties();
    }

    /** For a machine of which no more is known. */
    public GuestFacts(String name, byte[] uuid, boolean kvm, int coresPerSocket, int threadsPerCore) {
        this(name, uuid, kvm, coresPerSocket, threadsPerCore, "qemu64", null);
    }

    /** What {@code -machine} and its relatives said, as properties of the machine. */
    public List<Property> machineProperties() {
        return machine == null ? List.of() : machine.properties();
    }

    /** The socket of the processor with that index. */
    public int socket(int cpu) {
        return cpu / threadsPerCore / coresPerSocket;
    }

    /** The core of the processor with that index, counted in its socket. */
    public int core(int cpu) {
        return cpu / threadsPerCore % coresPerSocket;
    }

    /** The thread of the processor with that index, counted in its core. */
    public int thread(int cpu) {
        return cpu % threadsPerCore;
    }

    /** Its name below {@code /machine/unattached}: as in QEMU something else is made after the first one. */
    public String processorName(int cpu) {
        return "device[" + (cpu == 0 ? 0 : cpu + 1) + "]";
    }

    /** The UUID as people write it; all zeroes without one. */
    public String uuidText() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < UUID_BYTES; i++) {
            text.append(Hex.padded(uuid == null ? 0 : uuid[i] & 0xff, 2));
            if (i == 3 || i == 5 || i == 7 || i == 9) {
                text.append('-');
            }
        }
        return text.toString();
    }
}
