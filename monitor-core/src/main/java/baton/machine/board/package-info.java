/**
 * Boards: which devices a machine type has and at which addresses. The only package that knows an address or IRQ
 * number. Uses devices, chardevs and all of {@code machine} below it; decides nothing about run states. Main loop, but
 * for exits.
 */
package baton.machine.board;
