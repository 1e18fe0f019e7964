package baton.cli.options;

import baton.block.ErrorPolicy;
import baton.block.NodeSpec;

/**
 * One {@code -drive} that a device may name.
 *
 * @param id its name
 * @param file what it is on
 * @param readOnly whether nothing may be written
 * @param cache how the host caches it
 * @param writeBack whether writes are done before they have reached storage
 * @param unmap whether discarding gives storage back
 * @param locking whether the image is locked against other processes
 * @param onRead what is done when reading fails
 * @param onWrite the same for writing
 * @param where the option, for errors
 */
public record DriveOptions(
        String id,
        String file,
        boolean readOnly,
        NodeSpec.Cache cache,
        boolean writeBack,
        boolean unmap,
        boolean locking,
        ErrorPolicy onRead,
        ErrorPolicy onWrite,
        String where) {}
