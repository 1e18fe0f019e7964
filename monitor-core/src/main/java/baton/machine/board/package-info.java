/** Boards: which devices a machine type has and at which addresses. The only package that knows an address or IRQ number. */
package baton.machine.board;
