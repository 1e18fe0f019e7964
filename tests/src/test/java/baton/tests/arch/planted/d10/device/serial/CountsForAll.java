package baton.tests.arch.planted.d10.device.serial;

/** State shared by every machine in the process. */
final class CountsForAll {
    private static int count;

    int next() {
        return ++count;
    }
}
