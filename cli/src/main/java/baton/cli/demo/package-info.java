/**
 * {@code baton demo}: shows each migration mode with a guest that counts, in real processes started by the launcher. May
 * use the JDK and picocli only; it knows Baton from outside. Runs on the main thread, readers have one thread each.
 */
package baton.cli.demo;
