package baton.cli.demo;

import java.io.PrintStream;
import java.util.List;

/** What the person before the demo sees, in whole lines. */
final class Screen {
    private static final int WIDTH = 110;

    private final PrintStream out;

    Screen(PrintStream out) {
        this.out = out;
    }

    /** Prints text that is whole lines already. */
    void show(String text) {
        out.print(text);
        out.flush();
    }

    /** A remark of the demo's own. */
    void say(String text) {
        show(text + "\n");
    }

    /** A heading. */
    void title(String text) {
        show("\n" + text + "\n" + "-".repeat(text.length()) + "\n");
    }

    /** Lines that came out of the guest's serial port while process {@code pid} had it. */
    void guest(long pid, List<SerialPort.Line> lines) {
        for (SerialPort.Line line : lines) {
            show("    guest in process " + pid + ": " + line.text() + "\n");
        }
    }

    /** A command line, as it could be typed. */
    void command(List<String> words) {
        StringBuilder line = new StringBuilder("#");
        for (String word : words) {
            String quoted = word.contains(" ") ? "'" + word + "'" : word;
            if (word.startsWith("-") && line.length() + quoted.length() > WIDTH - 40) {
                show(line + " \\\n");
                line.setLength(0);
                line.append("   ");
            }
            line.append(' ').append(quoted);
        }
        show(line + "\n");
    }
}
