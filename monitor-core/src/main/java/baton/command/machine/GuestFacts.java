package baton.command.machine;

import baton.base.Hex;

/**
 * What the command line said about the guest, and commands show.
 *
 * @param name the guest's name ({@code -name}), or null
 * @param uuid 16 bytes of {@code -uuid}, or null
 * @param kvm whether KVM runs the guest
 * @param coresPerSocket cores in one socket, at least 1
 * @param threadsPerCore threads in one core, at least 1
 */
public record GuestFacts(String name, byte[] uuid, boolean kvm, int coresPerSocket, int threadsPerCore) {
    private static final int UUID_BYTES = 16;

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
