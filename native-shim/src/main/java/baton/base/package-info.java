/** The few things every module shares: thread marks, big-endian bytes, resource closing, reports and events. May use nothing. */
package baton.base;
