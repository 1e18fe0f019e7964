package baton.cli.daemon;

/** Where lines typed at terminals are kept: {@code BATON_HISTORY}, or {@code baton/history} in the user's directory of state. */
final class HistoryFile {
    private HistoryFile() {}

    /** The file's path; null when it is not wanted ({@code BATON_HISTORY} is empty) or there is no home. */
    static String path() {
        String wanted = System.getenv("BATON_HISTORY");
        if (wanted != null) {
            return wanted.isEmpty() ? null : wanted;
        }
        String state = System.getenv("XDG_STATE_HOME");
        String home = System.getenv("HOME");
        if (state != null && state.startsWith("/")) {
            return state + "/baton/history";
        }
        return home == null || home.isEmpty() ? null : home + "/.local/state/baton/history";
    }
}
