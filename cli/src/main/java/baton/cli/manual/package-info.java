/**
 * Manual pages and completion for shells, made when Baton is built from the declarations of its commands ({@code baton.cli})
 * and of the options of qemu-kvm ({@code cli.help}); never part of a running Baton. May use picocli and both of those.
 */
package baton.cli.manual;
