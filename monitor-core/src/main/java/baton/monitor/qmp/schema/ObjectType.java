package baton.monitor.qmp.schema;

import baton.monitor.QmpException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A struct, or a union: common members, and more of them by the value of one, the tag. */
public final class ObjectType extends QapiType {
    /** No members at all: what most commands take or give back. */
    public static final ObjectType EMPTY = named("").build();

    private final String name;
    private final List<Member> members;
    private final String tag;
    private final Map<String, ObjectType> variants;

    private ObjectType(Builder from) {
        name = from.name;
        members = List.copyOf(from.members);
        tag = from.tag;
        variants = from.variants;
    }

    /** Begins a type with QAPI's name. */
    public static Builder named(String name) {
        return new Builder(name);
    }

    @Override
    public String name() {
        return name;
    }

    /** The members every value has, in order. */
    public List<Member> members() {
        return members;
    }

    /** The member that chooses among {@link #variants}; null for a struct. */
    public String tag() {
        return tag;
    }

    /** More members by value of the tag; values not listed have none. */
    public Map<String, ObjectType> variants() {
        return variants;
    }

    /** The values the tag may have, in order; only for a union, whose tag is an enumeration. */
    List<String> tagValues() {
        for (Member member : members) {
            if (member.name().equals(tag)) {
                return ((EnumType) member.type()).values();
            }
        }
        throw new IllegalStateException("union " + name + " has no member " + tag);
    }

    /** Whether it has no members at all. */
    boolean isEmpty() {
        return members.isEmpty();
    }

    /** Checks the arguments of a command; see {@link QapiType}. */
    public Map<String, Object> checkArguments(Map<String, Object> arguments) throws QmpException {
        return checkMembers(QapiPath.ROOT, arguments);
    }

    @Override
    boolean accepts(Object value) {
        return value instanceof Map;
    }

    @Override
    Object check(QapiPath at, Object value) throws QmpException {
        if (!(value instanceof Map<?, ?> map)) {
            throw wrongType(at, "object");
        }
        return checkMembers(at, map);
    }

    private Map<String, Object> checkMembers(QapiPath at, Map<?, ?> from) throws QmpException {
        Map<String, Object> checked = new LinkedHashMap<>();
        collect(at, from, checked);
        if (checked.size() < from.size()) {
            extras(at, from, checked);
        }
        return checked;
    }

    private void collect(QapiPath at, Map<?, ?> from, Map<String, Object> into) throws QmpException {
        for (Member member : members) {
            QapiPath where = at.member(member.name());
            if (from.containsKey(member.name())) {
                into.put(member.name(), member.type().check(where, from.get(member.name())));
            } else if (!member.optional()) {
                throw QmpException.generic("Parameter '" + where.full() + "' is missing");
            }
        }
        ObjectType variant = tag == null ? null : variants.get(into.get(tag));
        if (variant != null) {
            variant.collect(at, from, into);
        }
    }

    private void extras(QapiPath at, Map<?, ?> from, Map<String, Object> checked) throws QmpException {
        for (Map.Entry<?, ?> entry : from.entrySet()) {
            String key = (String) entry.getKey();
            if (!checked.containsKey(key)) {
                throw QmpException.generic("Parameter '" + at.member(key).full() + "' is unexpected");
            }
        }
    }

    /** Puts a type together; members keep their order. */
    public static final class Builder {
        private final String name;
        private final List<Member> members = new ArrayList<>();
        private final Map<String, ObjectType> variants = new LinkedHashMap<>();
        private String tag;

        private Builder(String name) {
            this.name = name;
        }

        /** A member that must be there. */
        public Builder member(String member, QapiType type, String... features) {
            members.add(new Member(member, type, false, List.of(features)));
            return this;
        }

        /** A member that may be left out. */
        public Builder optional(String member, QapiType type, String... features) {
            members.add(new Member(member, type, true, List.of(features)));
            return this;
        }

        /** All members of another type: QAPI's base. */
        public Builder base(ObjectType other) {
            members.addAll(other.members);
            return this;
        }

        /** Makes it a union: {@code member}, added before, chooses the variant. */
        public Builder tag(String member) {
            tag = member;
            return this;
        }

        /** The members that come with one value of the tag. */
        public Builder when(String value, ObjectType variant) {
            variants.put(value, variant);
            return this;
        }

        /** The finished type. */
        public ObjectType build() {
            return new ObjectType(this);
        }
    }
}
