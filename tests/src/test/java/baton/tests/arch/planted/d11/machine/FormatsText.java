package baton.tests.arch.planted.d11.machine;

/** Formats on the start-up path. */
final class FormatsText {
    String hex(int value) {
        return String.format("%x", value);
    }
}
