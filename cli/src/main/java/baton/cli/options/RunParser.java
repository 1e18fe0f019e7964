package baton.cli.options;

/** How the machine starts, what ends it, and its clock. */
final class RunParser {
    private static final long SECONDS_A_DAY = 86400;

    private final Notes notes;
    private boolean paused;
    private String reboot = "reset";
    private String shutdown = "poweroff";
    private String panic = "shutdown";
    private String watchdog = "reset";
    private String base = "utc";
    private String source = "host";
    private OvercommitOptions.MemLock lock = OvercommitOptions.MemLock.OFF;

    RunParser(Notes notes) {
        this.notes = notes;
    }

    void paused() {
        paused = true;
    }

    void noReboot() {
        reboot = "shutdown";
    }

    void noShutdown() {
        shutdown = "pause";
    }

    void action(String text, String where) throws OptionException {
        TextArguments a = TextArguments.parse(where, text, null, notes.warnings());
        a.allow("reboot", "shutdown", "panic", "watchdog");
        reboot = a.word("reboot", reboot, "reset", "shutdown");
        shutdown = a.word("shutdown", shutdown, "poweroff", "pause");
        panic = a.word("panic", panic, "pause", "shutdown", "exit-failure", "none");
        watchdog =
                a.word("watchdog", watchdog, "reset", "shutdown", "poweroff", "pause", "debug", "none", "inject-nmi");
    }

    void clock(String text, String where) throws OptionException {
        TextArguments a = TextArguments.parse(where, text, null, notes.warnings());
        a.allow("base", "clock", "driftfix");
        base = a.string("base", base);
        source = a.string("clock", source);
        String drift = a.string("driftfix", "none");
        if (drift.equals("slew")) {
            throw OptionException.unsupported("-rtc driftfix=slew", "lost ticks are not caught up; use none");
        }
        if (!drift.equals("none")) {
            throw new OptionException("invalid option value '" + drift + "'");
        }
    }

    void overcommit(String text, String where) throws OptionException {
        TextArguments a = TextArguments.parse(where, text, null, notes.warnings());
        a.allow("mem-lock", "cpu-pm");
        if (a.bool("cpu-pm", false)) {
            throw OptionException.unsupported(
                    "-overcommit cpu-pm=on", "a halted guest gives its host CPU back; use cpu-pm=off");
        }
        if (!a.has("mem-lock")) {
            return;
        }
        String word = a.string("mem-lock", "");
        Boolean on = Values.bool(word);
        if (on == null && !word.equals("on-fault")) {
            throw a.error("parameter 'mem-lock' expects one of 'on', 'off', 'on-fault'");
        }
        lock = on == null
                ? OvercommitOptions.MemLock.ON_FAULT
                : on ? OvercommitOptions.MemLock.ON : OvercommitOptions.MemLock.OFF;
    }

    RunOptions finish() throws OptionException {
        ActionOptions actions = new ActionOptions(reboot.equals("shutdown"), shutdown.equals("pause"), panic, watchdog);
        return new RunOptions(paused, actions, clock(), new OvercommitOptions(lock));
    }

    private ClockOptions clock() throws OptionException {
        ClockOptions.Source clock =
                switch (source) {
                    case "host" -> ClockOptions.Source.HOST;
                    case "rt" -> ClockOptions.Source.RT;
                    case "vm" -> ClockOptions.Source.VM;
                    default -> throw new OptionException("invalid option value '" + source + "'");
                };
        return switch (base) {
            case "utc" -> new ClockOptions(ClockOptions.Base.UTC, 0, clock);
            case "localtime" -> new ClockOptions(ClockOptions.Base.LOCALTIME, 0, clock);
            default -> new ClockOptions(ClockOptions.Base.DATETIME, seconds(base), clock);
        };
    }

    /** {@code 2006-06-17T16:01:21} or {@code 2006-06-17} in seconds since 1970. */
    private static long seconds(String text) throws OptionException {
        boolean timed = text.length() == 19 && text.charAt(10) == 'T';
        if (!timed && text.length() != 10) {
            throw badDate();
        }
        long seconds = date(text) * SECONDS_A_DAY;
        return timed ? seconds + timeOfDay(text) : seconds;
    }

    private static long date(String text) throws OptionException {
        if (text.charAt(4) != '-' || text.charAt(7) != '-') {
            throw badDate();
        }
        return days(field(text, 0, 4, 1970, 9999), field(text, 5, 7, 1, 12), field(text, 8, 10, 1, 31));
    }

    private static long timeOfDay(String text) throws OptionException {
        if (text.charAt(13) != ':' || text.charAt(16) != ':') {
            throw badDate();
        }
        return field(text, 11, 13, 0, 23) * 3600 + field(text, 14, 16, 0, 59) * 60 + field(text, 17, 19, 0, 59);
    }

    private static long field(String text, int from, int to, long min, long max) throws OptionException {
        char first = text.charAt(from);
        Long value = first < '0' || first > '9' ? null : Values.number(text.substring(from, to), min, max);
        if (value == null) {
            throw badDate();
        }
        return value;
    }

    private static OptionException badDate() {
        return new OptionException("invalid datetime format\nvalid formats: '2006-06-17T16:01:21' or '2006-06-17'");
    }

    /** Days from 1970-01-01 in the Gregorian calendar; a day past the month's end runs on into the next. */
    private static long days(long year, long month, long day) {
        long shifted = month > 2 ? year : year - 1;
        long marchBased = (month + 9) % 12;
        return shifted * 365
                + shifted / 4
                - shifted / 100
                + shifted / 400
                + (marchBased * 306 + 5) / 10
                + day
                - 1
                - 719468;
    }
}
