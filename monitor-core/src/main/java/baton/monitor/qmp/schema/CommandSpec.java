package baton.monitor.qmp.schema;

import baton.monitor.QmpException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The declaration of one QMP command; kept in the command's own file. */
public final class CommandSpec {
    private final String name;
    private final String doc;
    private final ObjectType arguments;
    private final QapiType result;
    private final List<String> features;
    private final boolean oob;
    private final boolean preconfig;
    private final boolean unchecked;

    private CommandSpec(Builder from) {
        name = from.name;
        doc = from.doc;
        arguments = from.whole == null ? from.arguments.build() : from.whole;
        result = from.result;
        features = List.copyOf(from.features);
        oob = from.oob;
        preconfig = from.preconfig;
        unchecked = from.unchecked;
    }

    /** Begins the declaration of command {@code name}; {@code doc} is one line for people. */
    public static Builder named(String name, String doc) {
        return new Builder(name, doc);
    }

    /** The name on the wire. */
    public String name() {
        return name;
    }

    /** What it does, in one line. */
    public String doc() {
        return doc;
    }

    /** What it takes. */
    public ObjectType arguments() {
        return arguments;
    }

    /** The form in which the command reads {@code given}, which is an object; see {@link QapiType}. */
    public Map<String, Object> check(Map<String, Object> given) throws QmpException {
        return unchecked ? given : arguments.checkArguments(given);
    }

    /** What it gives back; {@link ObjectType#EMPTY} for nothing. */
    public QapiType result() {
        return result;
    }

    /** Words such as {@code deprecated} that the schema shows. */
    public List<String> features() {
        return features;
    }

    /** Whether {@code exec-oob} may run it: it never waits for anything. */
    public boolean allowsOob() {
        return oob;
    }

    /** Whether it may run before the machine is made ({@code --preconfig}). */
    public boolean allowsPreconfig() {
        return preconfig;
    }

    /** Puts a declaration together; arguments keep their order. */
    public static final class Builder {
        private final String name;
        private final String doc;
        private final ObjectType.Builder arguments = ObjectType.named("");
        private final List<String> features = new ArrayList<>();
        private ObjectType whole;
        private QapiType result = ObjectType.EMPTY;
        private boolean oob;
        private boolean preconfig;
        private boolean unchecked;

        private Builder(String name, String doc) {
            this.name = name;
            this.doc = doc;
        }

        /** An argument that must be given. */
        public Builder arg(String argument, QapiType type) {
            arguments.member(argument, type);
            return this;
        }

        /** An argument that may be left out. */
        public Builder opt(String argument, QapiType type, String... argumentFeatures) {
            arguments.optional(argument, type, argumentFeatures);
            return this;
        }

        /** All arguments at once, as members of an object type; instead of {@link #arg} and {@link #opt}. */
        public Builder takes(ObjectType type) {
            whole = type;
            return this;
        }

        /** The schema shows the arguments, but the command looks at them itself: QAPI's {@code gen: false}. */
        public Builder unchecked() {
            unchecked = true;
            return this;
        }

        /** What it gives back. */
        public Builder returns(QapiType type) {
            result = type;
            return this;
        }

        /** A word for the schema, such as {@code deprecated} or {@code unstable}. */
        public Builder feature(String feature) {
            features.add(feature);
            return this;
        }

        /** {@code exec-oob} may run it. */
        public Builder allowOob() {
            oob = true;
            return this;
        }

        /** It may run before the machine is made. */
        public Builder allowPreconfig() {
            preconfig = true;
            return this;
        }

        /** The finished declaration. */
        public CommandSpec build() {
            return new CommandSpec(this);
        }
    }
}
