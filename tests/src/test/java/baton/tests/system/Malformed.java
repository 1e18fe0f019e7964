package baton.tests.system;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;

/** Inputs that each deserve exactly one error from a QMP monitor, with random parts. */
final class Malformed {
    private final Random random;

    Malformed(Random random) {
        this.random = random;
    }

    /** The next one; what follows it is parsed afresh. */
    byte[] next() {
        int kind = random.nextInt(24);
        return kind < 8 ? broken(kind) : text(kind).getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Not JSON. A line feed ends what the lexer leaves out after an error. */
    private byte[] broken(int kind) {
        String start = "{\"execute\": \"query-" + word() + "\"";
        return switch (kind) {
            case 0 -> bytes("{]\n", -1);
            case 1 -> bytes("{", 0xff);
            case 2 -> bytes(start, 0x01);
            case 3 -> bytes("{'bad " + word(), 0xff);
            case 4 -> bytes("{'execute': '" + word() + "', 'id':'\n", -1);
            case 5 -> bytes("%" + word() + "\n", -1);
            case 6 -> bytes("&\n", -1);
            default -> bytes(start + ", \"id\": 0" + random.nextInt(10) + word() + "\n", -1);
        };
    }

    private static byte[] bytes(String text, int last) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(text.getBytes(StandardCharsets.ISO_8859_1));
        if (last >= 0) {
            bytes.write(last);
            bytes.write('\n');
        }
        return bytes.toByteArray();
    }

    /** JSON, but no command. */
    private String text(int kind) {
        return switch (kind) {
            case 8 -> "null ";
            case 9 -> random.nextInt() + " ";
            case 10 -> "\"" + word() + "\"";
            case 11 -> "[" + random.nextInt(100) + "]";
            case 12 -> "{}";
            case 13 -> "{\"execute\": " + random.nextBoolean() + "}";
            case 14 -> "{\"execute\": {\"" + word() + "\": []}}";
            case 15 -> "{\"execute\": \"query-name\", \"" + word() + "\": 1}";
            case 16 -> "{\"execute\": \"query-name\", \"arguments\": [" + random.nextInt() + "]}";
            case 17 -> "{\"execute\": \"query-name\", \"arguments\": {\"" + word() + "\": null}}";
            case 18 -> "{\"execute\": \"" + word() + "\"}";
            case 19 -> "{\"execute\": \"query-name\", \"exec-oob\": \"query-name\"}";
            case 20 -> "{\"execute\": \"\\q" + word() + "\"}";
            case 21 -> "{\"id\": \"" + word() + "\"}";
            case 22 -> "[".repeat(1025) + "\n";
            default -> "{\"execute\": \"migrate-set-parameters\", \"arguments\": {\"max-bandwidth\": \"" + word()
                    + "\"}}";
        };
    }

    private String word() {
        StringBuilder word = new StringBuilder("x");
        for (int i = random.nextInt(12); i >= 0; i--) {
            word.append((char) ('a' + random.nextInt(26)));
        }
        return word.toString();
    }
}
