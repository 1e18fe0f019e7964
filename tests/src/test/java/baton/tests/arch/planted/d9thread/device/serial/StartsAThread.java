package baton.tests.arch.planted.d9thread.device.serial;

/** A thread nobody owns. */
final class StartsAThread {
    void start(Runnable work) {
        new Thread(work).start();
    }
}
