package baton.monitor.json;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Cuts a byte stream into JSON values the way QEMU's monitor does: a value is complete at its closing brace, no newline
 * needed; bad input is reported once, at the byte that makes it bad, and reading goes on at the next structural
 * character, control character or 0xFE/0xFF. A stray 0xFF is therefore one error and a clean state, which clients use to
 * synchronise. One thread.
 */
public final class JsonFramer {
    /** Takes what was cut. */
    public interface Sink {
        /** One complete value; see the package for its Java form. */
        void value(Object value);

        /** One piece of bad input, in QEMU's words. */
        void error(String text);
    }

    private static final int FIRST_BUFFER = 256;
    private static final int KEEP_BUFFER = 64 << 10;

    private final Sink sink;
    private final JsonLimits limits;
    private final JsonLexer lexer = new JsonLexer();
    private final JsonGrammar grammar = new JsonGrammar();
    private byte[] text = new byte[FIRST_BUFFER];
    private int length;
    private int tokenStart;
    private int tokens;
    /** The rest of bad input, up to an opening bracket or the end of the line, is no second error. */
    private boolean recovering;
    /** A value over a limit is passed over to its end or to the end of the line. */
    private boolean skipping;

    /** A framer with limits that fit this process's heap. */
    public JsonFramer(Sink sink) {
        this(sink, JsonLimits.ofHeap(Runtime.getRuntime().maxMemory()));
    }

    JsonFramer(Sink sink, JsonLimits limits) {
        this.sink = sink;
        this.limits = limits;
    }

    /** Takes bytes and reports what they complete, before it returns. */
    public void feed(byte[] bytes, int offset, int count) {
        for (int i = offset; i < offset + count; i++) {
            feed(bytes[i] & 0xff);
        }
    }

    /** Forgets a value not yet complete: the client left. */
    public void reset() {
        while (!lexer.atStart()) {
            lexer.feed('\n');
        }
        lexer.feed('\n');
        recovering = false;
        skipping = false;
        drop();
    }

    /** The text of a value that is not complete; nothing of one that is bad or over a limit. */
    public byte[] unfinished() {
        return Arrays.copyOf(text, recovering || skipping ? 0 : length);
    }

    /** Takes the end of the text: a number or word may end here, anything else unfinished is an error. */
    void end() {
        feed('\n');
        if (length > 0 && !grammar.complete()) {
            fail("JSON parse error, premature EOI");
        }
    }

    private void feed(int c) {
        int token = lexer.feed(c);
        if (token == JsonLexer.NUMBER || token == JsonLexer.WORD) {
            scalar(token);
            token = lexer.feed(c);
        }
        switch (token) {
            case JsonLexer.MORE -> append(c);
            case JsonLexer.NOTHING -> blank(c);
            case JsonLexer.STRING -> {
                append(c);
                scalar(token);
            }
            case JsonLexer.STRUCTURE -> structure(c);
            default -> stray(c);
        }
    }

    private void blank(int c) {
        if (c == '\n' || c == '\r') {
            recovering = false;
            endSkipping();
        }
    }

    private void append(int c) {
        if (skipping) {
            return;
        }
        if (length >= limits.bytes) {
            overLimit("JSON token size limit exceeded");
            return;
        }
        if (length == text.length) {
            text = Arrays.copyOf(text, (int) Math.min(length * 2L, limits.bytes));
        }
        text[length++] = (byte) c;
    }

    private void structure(int c) {
        boolean opens = c == '{' || c == '[';
        if (recovering && !opens) {
            return;
        }
        recovering = false;
        append(c);
        grammar.structure(c);
        if (grammar.depth() > JsonLimits.MAX_DEPTH && !skipping) {
            overLimit("JSON nesting depth limit exceeded");
        }
        tokenDone();
    }

    private void scalar(int token) {
        if (recovering) {
            drop();
            return;
        }
        grammar.scalar(token == JsonLexer.STRING);
        if (token == JsonLexer.WORD) {
            checkWord();
        }
        tokenDone();
    }

    private void checkWord() {
        String word = new String(text, tokenStart, length - tokenStart, StandardCharsets.ISO_8859_1);
        if (!skipping
                && grammar.wrong() == null
                && !word.equals("true")
                && !word.equals("false")
                && !word.equals("null")) {
            grammar.refuse("invalid keyword '" + word + "'");
        }
    }

    private void tokenDone() {
        if (++tokens > limits.tokens && !skipping) {
            overLimit("JSON token count limit exceeded");
        }
        append(' ');
        tokenStart = length;
        if (grammar.complete()) {
            deliver();
        }
    }

    private void deliver() {
        if (skipping) {
            endSkipping();
            return;
        }
        String wrong = grammar.wrong();
        Object value = null;
        if (wrong == null) {
            try {
                value = JsonReader.value(text, length);
            } catch (JsonSyntaxException e) {
                wrong = e.getMessage();
            }
        }
        drop();
        if (wrong == null) {
            sink.value(value);
        } else {
            recovering = true;
            sink.error(wrong);
        }
    }

    private void stray(int c) {
        if (skipping) {
            endSkipping();
            return;
        }
        append(c);
        String token = new String(text, tokenStart, printed() - tokenStart, StandardCharsets.UTF_8);
        boolean sameInput = recovering && !synchronises(c);
        recovering = !synchronises(c);
        if (sameInput) {
            drop();
        } else {
            fail("JSON parse error, stray '" + token + "'");
        }
    }

    /** QEMU shows a token up to its first NUL. */
    private int printed() {
        int end = tokenStart;
        while (end < length && text[end] != 0) {
            end++;
        }
        return end;
    }

    private static boolean synchronises(int c) {
        return c < ' ' || c >= 0xfe;
    }

    private void fail(String error) {
        drop();
        sink.error(error);
    }

    private void overLimit(String error) {
        skipping = true;
        length = 0;
        tokenStart = 0;
        sink.error(error);
    }

    private void endSkipping() {
        if (skipping) {
            skipping = false;
            drop();
        }
    }

    private void drop() {
        grammar.reset();
        length = 0;
        tokenStart = 0;
        tokens = 0;
        if (text.length > KEEP_BUFFER) {
            text = new byte[FIRST_BUFFER];
        }
    }
}
