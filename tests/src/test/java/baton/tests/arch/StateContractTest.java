package baton.tests.arch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import baton.migration.vmstate.VmState;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** No part of the machine with a state to migrate is without a test that implements the contract of such states. */
class StateContractTest {
    private static final Path ROOT = Path.of("..");

    @Test
    void everySection_isHeldToTheContract() throws IOException {
        List<String> states = states();
        String tests = testsOf("monitor-core");

        List<String> withoutContract = states.stream()
                .filter(name -> !tests.contains("Contract<" + name + ">"))
                .toList();

        assertFalse(states.isEmpty());
        assertEquals(List.of(), withoutContract, "need a test that implements VmStateContract or DeviceContract");
    }

    private static List<String> states() {
        return new ClassFileImporter()
                        .withImportOption(new ImportOption.DoNotIncludeTests())
                        .importPackages("baton.device", "baton.machine")
                        .stream()
                        .filter(type -> type.isAssignableTo(VmState.class))
                        .filter(type -> !type.getModifiers().contains(JavaModifier.ABSTRACT))
                        .map(JavaClass::getSimpleName)
                        .sorted()
                        .toList();
    }

    private static String testsOf(String module) throws IOException {
        try (Stream<Path> files = Files.walk(ROOT.resolve(module).resolve("src/test/java"))) {
            return files.filter(file -> file.toString().endsWith("Test.java"))
                    .map(StateContractTest::read)
                    .collect(Collectors.joining());
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
