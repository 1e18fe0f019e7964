package baton.tests.harness;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/** The test needs {@code /dev/kvm}; without it, it is skipped and says so. */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(KvmRequired.Condition.class)
public @interface KvmRequired {
    /** Looks for {@code /dev/kvm}. */
    final class Condition implements ExecutionCondition {
        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            Path kvm = Path.of("/dev/kvm");
            return Files.isReadable(kvm) && Files.isWritable(kvm)
                    ? ConditionEvaluationResult.enabled("/dev/kvm is there")
                    : ConditionEvaluationResult.disabled("no access to /dev/kvm on this host");
        }
    }
}
