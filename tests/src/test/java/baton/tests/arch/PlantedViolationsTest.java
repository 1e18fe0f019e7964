package baton.tests.arch;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.EvaluationResult;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Every rule turns red on the violation planted for it, in a small tree of its own under {@code planted.RULE}: a rule
 * that has none, or no longer notices it, fails here.
 */
class PlantedViolationsTest {
    private static final String PLANTED = "baton.tests.arch.planted.";

    @TestFactory
    Stream<DynamicTest> plantedViolation_turnsItsRuleRed() {
        return Rules.all("baton").keySet().stream()
                .map(rule -> DynamicTest.dynamicTest(rule, () -> assertViolated(rule)));
    }

    private static void assertViolated(String rule) {
        String root = PLANTED + rule;
        JavaClasses planted = new ClassFileImporter().importPackages(root);
        assertFalse(planted.isEmpty(), "nothing is planted in " + root);

        EvaluationResult result =
                Rules.all(root).get(rule).allowEmptyShould(true).evaluate(planted);

        assertTrue(result.hasViolation(), "the rule did not notice what is planted in " + root);
    }
}
