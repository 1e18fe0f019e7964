package baton.cli.metrics;

import jdk.jfr.FlightRecorder;
import jdk.jfr.Recording;
import jdk.jfr.RecordingState;

/** Flight recordings at the end of the process, which ends without the JVM's hook that would write them. */
final class Recordings {
    private Recordings() {}

    /** Writes those that have a file to go to. */
    static void finish() {
        if (!FlightRecorder.isInitialized()) {
            return;
        }
        for (Recording recording : FlightRecorder.getFlightRecorder().getRecordings()) {
            if (recording.getState() == RecordingState.RUNNING && recording.getDestination() != null) {
                recording.stop();
            }
        }
    }
}
