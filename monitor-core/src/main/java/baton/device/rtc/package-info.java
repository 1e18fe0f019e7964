/** The MC146818 real-time clock and its CMOS memory. Every method of a device locks the device. */
package baton.device.rtc;
