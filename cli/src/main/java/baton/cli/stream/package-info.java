/**
 * {@code baton stream}: lists a migration file, ours or QEMU's, by docs/wire/stream.md and the description at its end; it needs
 * no machine like the one that was saved. May use the JDK, picocli and monitor.json. Files are hostile: no length in one is
 * allocated unchecked, and each ends as a list or as a place and a reason. Main thread.
 */
package baton.cli.stream;
