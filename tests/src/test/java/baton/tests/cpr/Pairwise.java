package baton.tests.cpr;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** A selection in which each pair of values occurs that occurs in the whole. */
final class Pairwise {
    private Pairwise() {}

    /** The one with the most new pairs next, until there are none. */
    static <C> List<C> of(List<C> all, Function<C, List<Object>> values) {
        Set<List<Object>> missing = new HashSet<>();
        all.forEach(one -> missing.addAll(pairs(values.apply(one))));
        List<C> chosen = new ArrayList<>();
        while (!missing.isEmpty()) {
            C best = null;
            long most = 0;
            for (C one : all) {
                long news = pairs(values.apply(one)).stream()
                        .filter(missing::contains)
                        .count();
                if (news > most) {
                    most = news;
                    best = one;
                }
            }
            chosen.add(best);
            missing.removeAll(pairs(values.apply(best)));
        }
        return chosen;
    }

    private static List<List<Object>> pairs(List<Object> values) {
        List<List<Object>> pairs = new ArrayList<>();
        for (int a = 0; a < values.size(); a++) {
            for (int b = a + 1; b < values.size(); b++) {
                pairs.add(List.of(a, values.get(a), b, values.get(b)));
            }
        }
        return pairs;
    }
}
