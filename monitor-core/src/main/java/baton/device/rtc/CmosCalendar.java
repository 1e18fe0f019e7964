package baton.device.rtc;

/**
 * The time registers of the CMOS memory as seconds since 1970, and back: BCD or binary, 12 or 24 hours, as register B
 * says. Proleptic Gregorian; no leap seconds. The owner of the bytes locks.
 */
final class CmosCalendar {
    static final int SECONDS = 0;
    static final int SECONDS_ALARM = 1;
    static final int MINUTES = 2;
    static final int MINUTES_ALARM = 3;
    static final int HOURS = 4;
    static final int HOURS_ALARM = 5;
    static final int DAY_OF_WEEK = 6;
    static final int DAY_OF_MONTH = 7;
    static final int MONTH = 8;
    static final int YEAR = 9;
    static final int REG_B = 11;
    static final int CENTURY = 0x32;

    private static final int B_BINARY = 4;
    private static final int B_24H = 2;
    private static final int PM = 0x80;
    private static final int ANY = 0xc0; // the two bits that make an alarm register match everything
    private static final int DAY = 86400;

    private final byte[] cmos;

    CmosCalendar(byte[] cmos) {
        this.cmos = cmos;
    }

    /** Stores a time. Algorithm: days from the civil calendar in 400-year eras that start on 1 March. */
    void store(long seconds) {
        long days = Math.floorDiv(seconds, DAY);
        int second = Math.floorMod(seconds, DAY);
        long shifted = days + 719468; // days since 0000-03-01
        long era = Math.floorDiv(shifted, 146097);
        int dayOfEra = Math.floorMod(shifted, 146097);
        int yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36524 - dayOfEra / 146096) / 365;
        int dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
        int marchMonth = (5 * dayOfYear + 2) / 153;
        int month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9;
        long year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
        put(SECONDS, second % 60);
        put(MINUTES, second / 60 % 60);
        cmos[HOURS] = (byte) hourRegister(second / 3600);
        put(DAY_OF_WEEK, Math.floorMod(days + 4, 7) + 1);
        put(DAY_OF_MONTH, dayOfYear - (153 * marchMonth + 2) / 5 + 1);
        put(MONTH, month);
        put(YEAR, Math.floorMod(year, 100));
        put(CENTURY, Math.floorMod(Math.floorDiv(year, 100), 100));
    }

    /** The time the registers hold; registers out of their range carry into the next larger one. */
    long seconds() {
        long month = value(MONTH) + 9L; // months since March of the year before
        long year = value(YEAR) + 100L * value(CENTURY) - 1 + month / 12;
        long era = Math.floorDiv(year, 400);
        long yearOfEra = Math.floorMod(year, 400);
        long dayOfYear = (153 * (month % 12) + 2) / 5 + value(DAY_OF_MONTH) - 1;
        long days = era * 146097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719468;
        return days * DAY + secondOfDay();
    }

    /** How many seconds, 1 to 86400, until the alarm registers match; 86400 also when they never do. */
    int secondsToAlarm() {
        int second = alarm(SECONDS_ALARM);
        int minute = alarm(MINUTES_ALARM);
        int hour = isAny(HOURS_ALARM) ? -1 : hour(HOURS_ALARM);
        int now = secondOfDay();
        int t = now + 1;
        while (t < now + DAY) { // at most a day of hours, an hour of minutes, a minute of seconds
            if (hour >= 0 && t / 3600 % 24 != hour) {
                t = (t / 3600 + 1) * 3600;
            } else if (minute >= 0 && t / 60 % 60 != minute) {
                t = (t / 60 + 1) * 60;
            } else if (second >= 0 && t % 60 != second) {
                t++;
            } else {
                return t - now;
            }
        }
        return DAY;
    }

    private int secondOfDay() {
        return hour(HOURS) * 3600 + value(MINUTES) * 60 + value(SECONDS);
    }

    private int alarm(int register) {
        return isAny(register) ? -1 : value(register);
    }

    private boolean isAny(int register) {
        return (cmos[register] & ANY) == ANY;
    }

    private int hour(int register) {
        if ((cmos[REG_B] & B_24H) != 0) {
            return value(register);
        }
        int hour = decode(cmos[register] & ~PM & 0xff) % 12;
        return (cmos[register] & PM) != 0 ? hour + 12 : hour;
    }

    private int hourRegister(int hour) {
        if ((cmos[REG_B] & B_24H) != 0) {
            return encode(hour);
        }
        int twelve = hour % 12 == 0 ? 12 : hour % 12;
        return encode(twelve) | (hour >= 12 ? PM : 0);
    }

    private int value(int register) {
        return decode(cmos[register] & 0xff);
    }

    private void put(int register, int value) {
        cmos[register] = (byte) encode(value);
    }

    private int decode(int raw) {
        return (cmos[REG_B] & B_BINARY) != 0 ? raw : (raw >> 4) * 10 + (raw & 0x0f);
    }

    private int encode(int value) {
        return (cmos[REG_B] & B_BINARY) != 0 ? value : value / 10 << 4 | value % 10;
    }
}
