/** Interrupt wires and the in-kernel interrupt controllers behind them. */
package baton.machine.irq;
