package baton.mainloop;

import java.util.Arrays;

/** Armed timers, the earliest first: a binary heap that knows where each timer is. Its own lock guards it. */
final class TimerHeap {
    private Timer[] heap = new Timer[8];
    private int size;

    /** Arms or moves {@code timer}; true when it is now the earliest. */
    synchronized boolean put(Timer timer, long at) {
        take(timer);
        timer.at = at;
        if (size == heap.length) {
            heap = Arrays.copyOf(heap, 2 * size);
        }
        up(size++, timer);
        return heap[0] == timer;
    }

    synchronized void remove(Timer timer) {
        take(timer);
    }

    /** Takes out the earliest timer if it is due at {@code now}, else null. */
    synchronized Timer due(long now) {
        if (size == 0 || heap[0].at - now > 0) {
            return null;
        }
        Timer first = heap[0];
        take(first);
        return first;
    }

    /** Nanoseconds from {@code now} to the earliest, 0 when one is due, -1 when none is armed. */
    synchronized long untilFirst(long now) {
        return size == 0 ? -1 : Math.max(0, heap[0].at - now);
    }

    private void take(Timer timer) {
        if (timer.index == Timer.IDLE) {
            return;
        }
        int hole = timer.index;
        timer.index = Timer.IDLE;
        Timer last = heap[--size];
        heap[size] = null;
        if (last != timer) {
            down(hole, last);
            up(last.index, last);
        }
    }

    private void up(int from, Timer timer) {
        int i = from;
        while (i > 0 && heap[(i - 1) / 2].at - timer.at > 0) {
            place(i, heap[(i - 1) / 2]);
            i = (i - 1) / 2;
        }
        place(i, timer);
    }

    private void down(int from, Timer timer) {
        int i = from;
        int child = earlierChild(i);
        while (child < size && timer.at - heap[child].at > 0) {
            place(i, heap[child]);
            i = child;
            child = earlierChild(i);
        }
        place(i, timer);
    }

    private int earlierChild(int i) {
        int left = 2 * i + 1;
        return left + 1 < size && heap[left].at - heap[left + 1].at > 0 ? left + 1 : left;
    }

    private void place(int i, Timer timer) {
        heap[i] = timer;
        timer.index = i;
    }
}
