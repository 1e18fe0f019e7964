package baton.cli.daemon;

import baton.cli.options.LogOptions;
import baton.cli.options.OptionException;
import baton.command.log.LogItems;
import baton.command.log.LogSwitch;
import baton.nat.libc.ErrnoException;
import baton.nat.libc.Files;
import baton.nat.libc.Sys;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.FileAppender;
import ch.qos.logback.core.OutputStreamAppender;
import java.io.IOException;
import java.util.List;

/** Log lines by logback, set up in code and only when something is to be logged: it costs 57 ms to load. */
final class LogTrace implements LogSwitch.Sink {
    private static final String PATTERN = "%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX} %-10thread %logger %msg%n";

    private final LoggerContext context = new LoggerContext();

    private LogTrace(String file) {
        context.setMDCAdapter(new LogbackMDCAdapter()); // without one nothing is ever written
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

    /** What the options ask for; a file alone asks for everything. */
    static LogSwitch of(LogOptions options) throws OptionException {
        LogSwitch log = new LogSwitch(new LogSwitch.Opener() {
            @Override
            public LogSwitch.Sink open(String file) throws IOException {
                return LogTrace.open(file);
            }
        });
        try {
            if (options.file() != null) {
                log.file(options.file());
            }
            if (!options.items().isEmpty() || options.file() != null) {
                LogItems.apply(options.items().isEmpty() ? List.of("all") : options.items(), log);
            }
        } catch (IOException e) {
            throw new OptionException("Error opening logfile " + options.file() + ": " + e.getMessage());
        }
        return log;
    }

    /** Refuses a file that cannot be written, which logback would not say. */
    private static LogTrace open(String file) throws ErrnoException {
        if (file != null) {
            Files.open(file, Sys.O_WRONLY | Sys.O_CREAT | Sys.O_TRUNC, 0644).close();
        }
        return new LogTrace(file);
    }

    @Override
    public void line(String event, String text) {
        context.getLogger(event).debug(text);
    }

    @Override
    public void close() {
        context.stop();
    }
}
