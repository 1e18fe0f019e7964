package baton.cpr.exec;

import baton.cpr.exec.Lead.Found;
import baton.nat.libc.ErrnoException;
import baton.nat.libc.Fd;
import baton.nat.libc.Files;
import baton.nat.libc.Sys;
import java.util.ArrayList;
import java.util.List;

/**
 * The course of a shell's text to Baton's launcher. Where everything on it is harmless the whole of it can be run for a trial, and
 * the shell itself decides which branch is taken; else only a launcher that is reached in any case, with words that are known.
 */
final class Course {
    /** Follows a command. */
    interface Follower {
        /** Null when it does not lead to the launcher. */
        Found follow(List<String> words);
    }

    /** What changes or asks the shell alone. */
    private static final List<String> HARMLESS =
            List.of(":", "true", "false", "umask", "ulimit", "cd", "unset", "set", "[", "test", "echo", "exit");

    private static final List<String> OPENING = List.of("if", "while", "until");
    private static final List<String> CLOSING = List.of("fi", "done");
    private static final List<String> BETWEEN = List.of("then", "else", "elif", "do", "!", "{", "}");
    /** What makes the arguments, or what a name means, other than the text says. */
    private static final List<String> OBSCURE = List.of("shift", "eval", "alias", "for", "case", "function", "return");

    private static final List<String> SETTING = List.of(".", "source", "read", "getopts", "unset");

    private final ShellText shell;
    private final Follower follower;
    private int depth;
    private boolean clean = true;
    /** Something is as the text makes it and not as it is here: the folder, or a descriptor. */
    private boolean elsewhere;

    private boolean obscure;
    /** The launcher, where it is not reached in any case. */
    private Found perhaps;

    /** Nothing that is known comes after it. */
    private boolean last;
    /** It is reached in any case, and comes back. */
    private boolean certain;

    Course(ShellText shell, Follower follower) {
        this.shell = shell;
        this.follower = follower;
    }

    /** Null when it does not lead to the launcher, or nobody knows. */
    Found run() {
        Found sure = null;
        for (Statement s = shell.next(); s != null && sure == null && !obscure; s = shell.next()) {
            sure = take(s);
        }
        obscure |= sure == null && !shell.understood();
        if (sure != null && !obscure) {
            return sure.clean() || perhaps == null && !elsewhere ? sure : null;
        }
        return perhaps == null ? null : judged();
    }

    /** Of one that may be reached, or that comes back. */
    private Found judged() {
        boolean whole = clean && !obscure;
        boolean only = !elsewhere && (certain || last && !obscure);
        return whole || only ? new Found(perhaps.words(), whole) : null;
    }

    /** The launcher when it is reached here in any case. */
    private Found take(Statement s) {
        List<String> words = new ArrayList<>(s.words());
        boolean branch = block(words) || s.conditional();
        obscure |= branch && (s.assigns() || assigns(words));
        boolean calm = !s.lasts() && !s.piped() && readable(s.opened());
        boolean replaces = words.indexOf("exec") == 0 && words.remove("exec");
        Found found = words.isEmpty() ? null : follower.follow(words);
        if (found == null) {
            pass(words, calm, replaces);
            return null;
        }
        if (s.piped()) {
            obscure = true;
            return null;
        }
        return reached(found, calm, replaces, branch);
    }

    /** What does not lead there. */
    private void pass(List<String> words, boolean calm, boolean replaces) {
        if (words.isEmpty()) {
            elsewhere |= replaces;
            clean &= calm;
            return;
        }
        String first = String.valueOf(words.get(0));
        last = false;
        obscure |= replaces || OBSCURE.contains(first) || first.equals("set") && words.contains("--");
        if (words.get(0) == null || SETTING.contains(first)) {
            shell.forgetVariables();
        }
        elsewhere |= first.equals("cd");
        clean &= calm && HARMLESS.contains(first);
    }

    private Found reached(Found found, boolean calm, boolean replaces, boolean branch) {
        boolean whole = calm && found.clean();
        if (!branch && replaces) {
            return new Found(found.words(), clean && whole);
        }
        // What comes after a command that comes back would be done twice: it must be as harmless.
        obscure |= perhaps != null && depth == 0 && !clean;
        clean &= whole;
        last = depth == 0 && perhaps == null;
        certain |= !branch && last;
        perhaps = found;
        return null;
    }

    /** Takes the words of blocks off the front; whether this depends on something. */
    private boolean block(List<String> words) {
        boolean inside = depth > 0;
        while (!words.isEmpty() && words.get(0) != null) {
            String first = words.get(0);
            if (OPENING.contains(first)) {
                depth++;
                // A loop may take its time, and wait for what only a guest that has moved brings about.
                clean &= first.equals("if");
            } else if (CLOSING.contains(first)) {
                depth--;
            } else if (!BETWEEN.contains(first)) {
                return inside || depth > 0;
            }
            words.remove(0);
        }
        return inside || depth > 0;
    }

    /** Behind a word of a block an assignment still stands there. */
    private static boolean assigns(List<String> words) {
        return !words.isEmpty() && words.get(0) != null && ShellVariables.valueOf(words.get(0)) > 0;
    }

    /** To open them for reading changes nothing, and does not wait. */
    private static boolean readable(List<String> files) {
        for (String file : files) {
            if (file == null || !regular(file)) {
                return false;
            }
        }
        return true;
    }

    private static boolean regular(String path) {
        try {
            Fd file = Files.open(path, Sys.O_RDONLY | Sys.O_NONBLOCK, 0);
            try {
                return Files.status(file).isRegular();
            } finally {
                file.close();
            }
        } catch (ErrnoException e) {
            // Not there yet: the old process may be the one that writes it.
            return false;
        }
    }
}
