package baton.tests.system;

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

/** The test needs libvirtd and virsh, and root to run them in namespaces; otherwise it is skipped and says why. */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(LibvirtRequired.Condition.class)
@interface LibvirtRequired {
    /** Looks for them. */
    final class Condition implements ExecutionCondition {
        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            if (!Files.isExecutable(Path.of("/usr/sbin/libvirtd")) || !Files.isExecutable(Path.of("/usr/bin/virsh"))) {
                return ConditionEvaluationResult.disabled(
                        "libvirt is not installed (libvirt-daemon-system, libvirt-clients)");
            }
            return "root".equals(System.getProperty("user.name"))
                    ? ConditionEvaluationResult.enabled("libvirt is there")
                    : ConditionEvaluationResult.disabled("libvirtd in namespaces of its own needs root");
        }
    }
}
