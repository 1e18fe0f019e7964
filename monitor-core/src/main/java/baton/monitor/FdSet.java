package baton.monitor;

import java.util.List;

/**
 * One set of {@code query-fdsets}.
 *
 * @param fds in the order they were added
 */
public record FdSet(long id, List<Member> fds) {
    /**
     * One descriptor of a set.
     *
     * @param opaque what the client called it, null for nothing
     */
    public record Member(int fd, String opaque) {}
}
