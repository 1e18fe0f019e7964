package baton.tests.arch.planted.d9exit.machine;

/** Takes its configuration from thin air. */
final class ReadsTheEnvironment {
    String home() {
        return System.getenv("HOME");
    }
}
