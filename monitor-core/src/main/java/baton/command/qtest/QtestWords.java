package baton.command.qtest;

import baton.base.Hex;
import baton.machine.Inspection;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/** The requests of qtest that are there, and their answers. */
final class QtestWords {
    private static final int MAX_BYTES = 1 << 22;
    private static final String OK = "OK";

    private final Inspection guest;

    QtestWords(Inspection guest) {
        this.guest = guest;
    }

    /** The answer to one request, without its newline. */
    String answer(String request) {
        List<String> words = split(request);
        try {
            return answer(words);
        } catch (NumberFormatException | IndexOutOfBoundsException e) {
            return "FAIL Wrong arguments for '" + words.get(0) + "'";
        }
    }

    private String answer(List<String> words) {
        String word = words.get(0);
        return switch (word) {
            case "endianness" -> "OK little";
            case "read" -> "OK 0x" + hex(read(number(words, 1), length(words, 2)));
            case "b64read" -> OK + " " + Base64.getEncoder().encodeToString(read(number(words, 1), length(words, 2)));
            case "readb", "readw", "readl", "readq" -> "OK 0x"
                    + Hex.padded(little(read(number(words, 1), size(word))), 16);
            case "writeb", "writew", "writel", "writeq" -> write(number(words, 1), bytes(number(words, 2), size(word)));
            case "write" -> write(number(words, 1), data(words.get(3), length(words, 2)));
            case "b64write" -> write(number(words, 1), Base64.getDecoder().decode(words.get(3)));
            case "memset" -> write(number(words, 1), filled(length(words, 2), (byte) number(words, 3)));
            case "inb", "inw", "inl", "outb", "outw", "outl" -> port(word, words);
            default -> "FAIL Unknown command '" + word + "'";
        };
    }

    private String port(String word, List<String> words) {
        int port = (int) number(words, 1) & 0xffff;
        int size = size(word);
        if (word.startsWith("out")) {
            long value = number(words, 2);
            if (guest.ports() != null) {
                guest.ports().write(port, value, size);
            }
            return OK;
        }
        long value = guest.ports() == null ? -1 : guest.ports().read(port, size);
        return "OK 0x" + Hex.padded(value & (1L << 8 * size) - 1, 4);
    }

    private byte[] read(long address, int length) {
        byte[] bytes = new byte[length];
        guest.readPhysical(address, bytes, length);
        return bytes;
    }

    /** Where there is no RAM nothing is written. */
    private String write(long address, byte[] bytes) {
        if (bytes.length > 0 && guest.memory().isRam(address, bytes.length)) {
            guest.memory().write(address, bytes, 0, bytes.length);
        }
        return OK;
    }

    private static int size(String word) {
        return switch (word.charAt(word.length() - 1)) {
            case 'b' -> 1;
            case 'w' -> 2;
            case 'l' -> 4;
            default -> 8;
        };
    }

    private static long little(byte[] bytes) {
        long value = 0;
        for (int i = bytes.length - 1; i >= 0; i--) {
            value = value << 8 | bytes[i] & 0xff;
        }
        return value;
    }

    private static byte[] bytes(long value, int size) {
        byte[] bytes = new byte[size];
        for (int i = 0; i < size; i++) {
            bytes[i] = (byte) (value >>> 8 * i);
        }
        return bytes;
    }

    private static byte[] filled(int length, byte value) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, value);
        return bytes;
    }

    /** {@code 0x} and two digits a byte; what is missing is 0. */
    private static byte[] data(String text, int length) {
        byte[] bytes = new byte[length];
        String digits = text.startsWith("0x") ? text.substring(2) : text;
        for (int i = 0; i < length && 2 * i + 1 < digits.length(); i++) {
            bytes[i] = (byte) Integer.parseInt(digits.substring(2 * i, 2 * i + 2), 16);
        }
        return bytes;
    }

    private static String hex(byte[] bytes) {
        StringBuilder text = new StringBuilder(2 * bytes.length);
        for (byte b : bytes) {
            text.append(Hex.padded(b & 0xff, 2));
        }
        return text.toString();
    }

    private static int length(List<String> words, int index) {
        long length = number(words, index);
        if (length < 0 || length > MAX_BYTES) {
            throw new NumberFormatException("more than " + MAX_BYTES + " bytes");
        }
        return (int) length;
    }

    private static long number(List<String> words, int index) {
        String text = words.get(index);
        return text.startsWith("0x") ? Long.parseUnsignedLong(text.substring(2), 16) : Long.parseUnsignedLong(text);
    }

    private static List<String> split(String request) {
        List<String> words = new ArrayList<>();
        for (int at = 0; at <= request.length(); ) {
            int blank = request.indexOf(' ', at);
            int end = blank < 0 ? request.length() : blank;
            if (end > at) {
                words.add(request.substring(at, end));
            }
            at = end + 1;
        }
        return words;
    }
}
