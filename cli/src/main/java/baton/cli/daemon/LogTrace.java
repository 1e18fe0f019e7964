package baton.cli.daemon;

import baton.base.Trace;
import baton.cli.options.LogOptions;
import baton.cli.options.OptionException;
import baton.nat.libc.ErrnoException;
import baton.nat.libc.Files;
import baton.nat.libc.Sys;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.FileAppender;
import ch.qos.logback.core.OutputStreamAppender;

/** Log lines by logback, set up in code and only when {@code -d} or {@code -D} asks for them: it costs 57 ms to load. */
final class LogTrace implements Trace {
    private static final String PATTERN = "%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX} %-10thread %-10logger %msg%n";

    private final LoggerContext context = new LoggerContext();

    private LogTrace(String file) {
        PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setContext(context);
        encoder.setPattern(PATTERN);
        encoder.start();
        OutputStreamAppender<ILoggingEvent> appender = appender(file);
        appender.setContext(context);
        appender.setEncoder(encoder);
        appender.start();
        Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.DEBUG);
        root.addAppender(appender);
    }

    private static OutputStreamAppender<ILoggingEvent> appender(String file) {
        if (file == null) {
            ConsoleAppender<ILoggingEvent> stderr = new ConsoleAppender<>();
            stderr.setTarget("System.err");
            return stderr;
        }
        FileAppender<ILoggingEvent> named = new FileAppender<>();
        named.setFile(file);
        return named;
    }

    /** What the options ask for; refuses a file that cannot be written, which logback would not say. */
    static Trace of(LogOptions options) throws OptionException {
        if (options.file() != null) {
            try {
                Files.open(options.file(), Sys.O_WRONLY | Sys.O_CREAT, 0644).close();
            } catch (ErrnoException e) {
                throw new OptionException("Error opening logfile " + options.file() + ": " + e.getMessage());
            }
        }
        return options.items().isEmpty() && options.file() == null ? NONE : new LogTrace(options.file());
    }

    @Override
    public boolean on() {
        return true;
    }

    @Override
    public void log(String area, String text) {
        context.getLogger(area).debug(text);
    }
}
