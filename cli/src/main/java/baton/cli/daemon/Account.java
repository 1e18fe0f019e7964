package baton.cli.daemon;

import baton.cli.options.OptionException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A user of this host, as the files of passwd(5) and group(5) have it.
 *
 * @param groups all of them, {@code group} too
 */
record Account(int user, int group, int[] groups) {
    private static final Path USERS = Path.of("/etc/passwd");
    private static final Path GROUPS = Path.of("/etc/group");

    /** The user of that name, or {@code UID:GID}. */
    static Account of(String text) throws OptionException, IOException {
        for (String line : Files.readAllLines(USERS)) {
            String[] fields = line.split(":", -1);
            if (fields.length > 3 && fields[0].equals(text)) {
                int group = Integer.parseInt(fields[3]);
                return new Account(Integer.parseInt(fields[2]), group, groups(text, group));
            }
        }
        int colon = text.indexOf(':');
        int user = colon < 0 ? -1 : number(text.substring(0, colon));
        int group = colon < 0 ? -1 : number(text.substring(colon + 1));
        if (user < 0 || group < 0) {
            throw new OptionException("User \"" + text + "\" doesn't exist (and is not <uid>:<gid>)");
        }
        return new Account(user, group, new int[] {group});
    }

    private static int[] groups(String user, int first) throws IOException {
        List<Integer> found = new ArrayList<>(List.of(first));
        for (String line : Files.readAllLines(GROUPS)) {
            String[] fields = line.split(":", -1);
            boolean member = fields.length > 3 && List.of(fields[3].split(",")).contains(user);
            if (member && !found.contains(Integer.parseInt(fields[2]))) {
                found.add(Integer.parseInt(fields[2]));
            }
        }
        int[] numbers = new int[found.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = found.get(i);
        }
        return numbers;
    }

    private static int number(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return -1;
            }
        }
        return text.isEmpty() || text.length() > 9 ? -1 : Integer.parseInt(text);
    }
}
