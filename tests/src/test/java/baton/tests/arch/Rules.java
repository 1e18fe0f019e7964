package baton.tests.arch;

import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.targetOwner;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.conditions.ArchPredicates.are;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import baton.migration.params.MigMode;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The dependency rules of docs/architecture.md section 2.1, for a tree of packages under one root. The root is a
 * parameter so that the same rules can be shown to fail on the planted violations.
 */
final class Rules {
    private static final String[] JNR = {"jnr..", "com.kenai.."};

    private final String root;

    Rules(String root) {
        this.root = root;
    }

    /** Every rule by its number in the document. */
    static Map<String, ArchRule> all(String root) {
        Rules rules = new Rules(root);
        Map<String, ArchRule> all = new LinkedHashMap<>();
        all.put("d2use", rules.jnrOnlyInNative());
        all.put("d2signature", rules.noJnrInNativeSignatures());
        all.put("d3", rules.migrationKnowsNoMachine());
        all.put("d4", rules.devicesKnowTheirWiresOnly());
        all.put("d5", rules.cprKnowsTheEngineOnly());
        all.put("d6monitor", rules.monitorKnowsNoMachine());
        all.put("d6machine", rules.nothingBelowKnowsTheMonitor());
        all.put("d6chardev", rules.chardevKnowsNoUser());
        all.put("d6net", rules.netKnowsNoCard());
        all.put("d7", rules.modesAreNamedInFewPlaces());
        all.put("d8", rules.noPackageCycles());
        all.put("d9exit", rules.exitAndEnvironmentOnlyInCli());
        all.put("d9thread", rules.threadsOnlyWhereOwned());
        all.put("d10", rules.noStaticState());
        all.put("d11", rules.startUpPathIsLean());
        all.put("d12", rules.noEmptyNames());
        return all;
    }

    private ArchRule jnrOnlyInNative() {
        return noClasses()
                .that()
                .resideOutsideOfPackage(in("nat"))
                .should()
                .dependOnClassesThat(resideInAnyPackage(JNR));
    }

    private ArchRule noJnrInNativeSignatures() {
        DescribedPredicate<JavaClass> jnr = resideInAnyPackage(JNR);
        return noMethods()
                .that()
                .arePublic()
                .and()
                .areDeclaredInClassesThat()
                .arePublic()
                .and()
                .areDeclaredInClassesThat()
                .resideInAPackage(in("nat"))
                .should()
                .haveRawReturnType(jnr)
                .orShould()
                .haveRawParameterTypes(DescribedPredicate.describe(
                        "naming jnr", types -> types.stream().anyMatch(jnr)));
    }

    private ArchRule migrationKnowsNoMachine() {
        return never(in("migration"), in("machine"), in("device"), in("monitor"), in("command"), in("cpr"), in("cli"));
    }

    private ArchRule devicesKnowTheirWiresOnly() {
        return only(
                in("device"),
                in("block"),
                in("machine.bus"),
                in("machine.irq"),
                in("machine.memory"),
                in("machine.time"),
                in("chardev"),
                in("net"),
                in("mainloop"),
                in("migration.vmstate"),
                in("nat.libc"),
                in("base"));
    }

    private ArchRule cprKnowsTheEngineOnly() {
        return only(in("cpr"), in("migration"), in("nat"), in("base"));
    }

    private ArchRule monitorKnowsNoMachine() {
        return never(
                in("monitor"), in("machine"), in("device"), in("migration.run"), in("command"), in("cpr"), in("cli"));
    }

    private ArchRule nothingBelowKnowsTheMonitor() {
        return noClasses()
                .that()
                .resideInAnyPackage(
                        in("base"), in("nat"), in("migration"), in("cpr"), in("mainloop"), in("machine"), in("device"))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(in("monitor"), in("command"), in("cli"));
    }

    private ArchRule chardevKnowsNoUser() {
        return only(in("chardev"), in("mainloop"), in("nat"), in("base"));
    }

    private ArchRule netKnowsNoCard() {
        return only(in("net"), in("mainloop"), in("nat"), in("base"));
    }

    private ArchRule modesAreNamedInFewPlaces() {
        DescribedPredicate<JavaAccess<?>> modeConstant = DescribedPredicate.describe(
                "a constant of MigMode",
                access -> access.getTargetOwner().isEquivalentTo(MigMode.class)
                        && Stream.of(MigMode.values())
                                .anyMatch(mode -> mode.name().equals(access.getName())));
        return noClasses()
                .that()
                .resideOutsideOfPackages(in("cpr"), in("migration.params"), in("migration.run"))
                .should()
                .accessTargetWhere(modeConstant);
    }

    private ArchRule noPackageCycles() {
        return slices().matching(root + ".(**)").should().beFreeOfCycles();
    }

    private ArchRule exitAndEnvironmentOnlyInCli() {
        return noClasses()
                .that()
                .resideOutsideOfPackage(in("cli"))
                .should()
                .callMethodWhere(target(nameMatching("exit|halt|getenv"))
                        .and(target(owner(assignableTo(System.class).or(assignableTo(Runtime.class))))));
    }

    private ArchRule threadsOnlyWhereOwned() {
        return noClasses()
                .that()
                .resideOutsideOfPackages(
                        in("mainloop"),
                        in("machine.vcpu"),
                        in("migration.run"),
                        in("chardev"),
                        in("monitor.terminal"),
                        in("command.dump"),
                        in("cli.demo"),
                        in("cli.update"),
                        in("cli.daemon")) // the JVM's shutdown hook, by which signals come, is a thread
                .should()
                .callConstructorWhere(target(owner(assignableTo(Thread.class))))
                .orShould()
                .accessTargetWhere(targetOwner(name("java.util.concurrent.Executors")));
    }

    private ArchRule noStaticState() {
        return fields().that().areStatic().should().beFinal();
    }

    private ArchRule startUpPathIsLean() {
        return noClasses()
                .that()
                .resideInAnyPackage(
                        in("base"),
                        in("nat"),
                        in("migration"),
                        in("cpr"),
                        in("mainloop"),
                        in("machine"),
                        in("device"),
                        in("chardev"),
                        in("net"),
                        in("monitor"),
                        in("command"),
                        in("cli.options"))
                .and()
                .resideOutsideOfPackage(in("monitor.terminal"))
                .should()
                .dependOnClassesThat(are(resideInAnyPackage(
                                "java.util.stream..",
                                "java.util.regex..",
                                "java.util.logging..",
                                "..jackson.databind.."))
                        .or(nameMatching("java\\.util\\.(Formatter|Scanner|concurrent\\.CompletableFuture)")))
                .orShould()
                .callMethodWhere(target(owner(assignableTo(String.class)))
                        .and(target(nameMatching("format|formatted|split|matches|replaceAll|replaceFirst"))))
                .orShould()
                .callMethodWhere(target(owner(assignableTo(java.io.PrintStream.class)))
                        .and(target(nameMatching("format|printf"))));
    }

    private ArchRule noEmptyNames() {
        return noClasses().should().haveNameMatching(".*(Manager|Helper|Utils?|Impl|[a-z]Base)");
    }

    /** The package and everything below it. */
    private String in(String name) {
        return root + "." + name + "..";
    }

    private static ArchRule never(String from, String... to) {
        return noClasses()
                .that()
                .resideInAPackage(from)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(to);
    }

    /** Of this tree, classes in {@code from} use themselves and {@code to} only; what is outside the tree is not asked. */
    private ArchRule only(String from, String... to) {
        DescribedPredicate<JavaClass> allowed = resideInAnyPackage(to).or(resideInAnyPackage(from));
        return noClasses()
                .that()
                .resideInAPackage(from)
                .should()
                .dependOnClassesThat(resideInAnyPackage(root + "..")
                        .and(DescribedPredicate.not(allowed))
                        .as("are none of %s", String.join(", ", to)));
    }
}
