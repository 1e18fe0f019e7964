package baton.monitor.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Turns the text of one JSON value into Java values. Any thread. */
public final class JsonReader {
    private static final JsonFactory FACTORY = factory();
    private static final BigInteger MAX_U64 = BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE);
    /** As many digits as 2^64 - 1 has. */
    private static final int MAX_INTEGER_DIGITS = 20;

    private JsonReader() {}

    /**
     * Reads a whole text, such as an option of the command line, with exactly one value in it.
     *
     * @throws JsonSyntaxException in QEMU's words
     */
    public static Object parse(String text) throws JsonSyntaxException {
        Single single = new Single();
        JsonFramer framer = new JsonFramer(single);
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        framer.feed(bytes, 0, bytes.length);
        framer.end();
        return single.get();
    }

    private static final String BAD_UTF8 = "invalid UTF-8 sequence in string";

    /** Reads the first {@code length} bytes, whose tokens {@link JsonFramer} has found to be in order. */
    static Object value(byte[] text, int length) throws JsonSyntaxException {
        try (JsonParser parser = FACTORY.createParser(text, 0, length)) {
            parser.nextToken();
            return value(parser);
        } catch (JsonSyntaxException e) {
            throw BadEscape.isRawSurrogate(text, length) ? new JsonSyntaxException("JSON parse error, " + BAD_UTF8) : e;
        } catch (JsonParseException e) {
            boolean utf8 = e.getOriginalMessage().startsWith("Invalid UTF-8");
            throw new JsonSyntaxException("JSON parse error, " + (utf8 ? BAD_UTF8 : BadEscape.first(text, length)));
        } catch (JsonProcessingException e) {
            throw new JsonSyntaxException("JSON parse error, " + e.getOriginalMessage());
        } catch (IOException e) {
            throw new UncheckedIOException("reading from memory", e);
        }
    }

    private static Object value(JsonParser parser) throws IOException, JsonSyntaxException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> object(parser);
            case START_ARRAY -> list(parser);
            case VALUE_STRING -> string(parser.getText());
            case VALUE_NUMBER_INT -> integer(parser.getText());
            case VALUE_NUMBER_FLOAT -> number(parser.getText());
            case VALUE_TRUE -> Boolean.TRUE;
            case VALUE_FALSE -> Boolean.FALSE;
            default -> null;
        };
    }

    /** Half a surrogate pair is a character in Java only. */
    private static String string(String text) throws JsonSyntaxException {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(c)) {
                throw new JsonSyntaxException(
                        "JSON parse error, \\u" + Integer.toHexString(c) + " is not a valid Unicode character");
            }
        }
        return text;
    }

    private static Map<String, Object> object(JsonParser parser) throws IOException, JsonSyntaxException {
        Map<String, Object> members = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = string(parser.currentName());
            if (members.containsKey(name)) {
                throw new JsonSyntaxException("JSON parse error, duplicate key");
            }
            parser.nextToken();
            members.put(name, value(parser));
        }
        return members;
    }

    private static List<Object> list(JsonParser parser) throws IOException, JsonSyntaxException {
        List<Object> elements = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            elements.add(value(parser));
        }
        return elements;
    }

    /** As QEMU: the first of int64, uint64 and double that holds it. */
    private static Object integer(String digits) throws JsonSyntaxException {
        int count = digits.length() - (digits.charAt(0) == '-' ? 1 : 0);
        if (count < MAX_INTEGER_DIGITS - 1) {
            return Long.valueOf(digits);
        }
        if (count > MAX_INTEGER_DIGITS) {
            return number(digits);
        }
        BigInteger value = new BigInteger(digits);
        if (value.bitLength() < Long.SIZE) {
            return value.longValue();
        }
        return value.signum() > 0 && value.compareTo(MAX_U64) <= 0 ? value : number(digits);
    }

    private static Double number(String text) throws JsonSyntaxException {
        Double value = Double.valueOf(text);
        if (value.isInfinite()) {
            throw new JsonSyntaxException("JSON parse error, number too large");
        }
        return value;
    }

    private static JsonFactory factory() {
        return new JsonFactoryBuilder()
                .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                .disable(JsonFactory.Feature.FAIL_ON_SYMBOL_HASH_OVERFLOW)
                .enable(JsonReadFeature.ALLOW_SINGLE_QUOTES)
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(JsonLimits.MAX_DEPTH + 1)
                        .maxStringLength(Integer.MAX_VALUE)
                        .maxNameLength(Integer.MAX_VALUE)
                        .maxNumberLength(Integer.MAX_VALUE)
                        .build())
                .build();
    }

    private static final class Single implements JsonFramer.Sink {
        private Object value;
        private int values;
        private String error;

        @Override
        public void value(Object found) {
            value = found;
            values++;
        }

        @Override
        public void error(String text) {
            if (error == null) {
                error = text;
            }
        }

        Object get() throws JsonSyntaxException {
            if (error != null) {
                throw new JsonSyntaxException(error);
            }
            if (values != 1) {
                throw new JsonSyntaxException(
                        "JSON parse error, expecting " + (values == 0 ? "value" : "one value only"));
            }
            return value;
        }
    }
}
