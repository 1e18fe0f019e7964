package baton.block;

import baton.base.AnyThread;

/** Who is told of requests that failed. */
@AnyThread
public interface BlockErrors {
    /** Nobody. */
    BlockErrors NOBODY = new BlockErrors() {
        @Override
        public void failed(BlockBackend backend, boolean write, ErrorPolicy action, boolean noSpace, String why) {}
    };

    /**
     * A request failed, and this was done about it; with {@link ErrorPolicy#STOP} the machine is to stop.
     *
     * @param noSpace whether storage ran out
     * @param why the host's text
     */
    void failed(BlockBackend backend, boolean write, ErrorPolicy action, boolean noSpace, String why);
}
