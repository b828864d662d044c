package io.fieldcast.tests;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.stream.Stream;

/** Every arrow of the module and package graph in the README. None of them may turn back. */
@AnalyzeClasses(
        packages = "io.fieldcast",
        importOptions = {ImportOption.DoNotIncludeTests.class, ArchitectureTest.NoTestJars.class})
class ArchitectureTest {
    private static final String ROOT = "io.fieldcast.";

    /** Packages of models, lowest first: each may use those before it, and none of those after it. */
    private static final List<String> MODELS = List.of(
            "domain",
            "numerics",
            "geometry",
            "dynamics",
            "observation",
            "assimilation",
            "verification",
            "diagnostics",
            "forecasting",
            "store",
            "training");

    private static final String[] MODEL_PACKAGES = packages(MODELS);

    @ArchTest
    static void modelsKnowNothingOfWhatStandsAbove(JavaClasses classes) {
        for (int i = 0; i < MODELS.size() - 1; i++) {
            String[] higher = packages(MODELS.subList(i + 1, MODELS.size()));
            noClasses()
                    .that()
                    .resideInAPackage(ROOT + MODELS.get(i) + "..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(higher)
                    .because(MODELS.get(i) + " must be readable without what is built upon it")
                    .allowEmptyShould(true)
                    .check(classes);
        }
    }

    @ArchTest
    static final ArchRule noTwoPackagesNeedEachOther = slices().matching("io.fieldcast.(**)")
            .should()
            .beFreeOfCycles()
            .because("packages in a circle can only be understood, tested and changed all at once");

    @ArchTest
    static final ArchRule modelsKnowNoFramework = noClasses()
            .that()
            .resideInAnyPackage(MODEL_PACKAGES)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.apache.flink..",
                    "org.apache.kafka..",
                    "io.micrometer..",
                    "com.fasterxml.jackson..",
                    "org.slf4j..",
                    "info.picocli..")
            .because("the numerics never learn who calls them");

    @ArchTest
    static final ArchRule onlyTrainingKnowsND4J = noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + "training..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.nd4j..", "org.deeplearning4j..", "org.bytedeco..")
            .because("the streaming job carries no native library; it reads what training wrote");

    @ArchTest
    static final ArchRule modelsKnowNoOtherModule = noClasses()
            .that()
            .resideInAnyPackage(MODEL_PACKAGES)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(packages(List.of("connectors", "monitoring", "pipeline", "tests")))
            .because("connectors, monitoring and pipeline are callers of the models");

    @ArchTest
    static final ArchRule connectorsKnowOnlyTheDomain = noClasses()
            .that()
            .resideInAPackage(ROOT + "connectors..")
            .should()
            .dependOnClassesThat(resideInAnyPackage("io.fieldcast..")
                    .and(not(resideInAnyPackage(packages(List.of("connectors", "domain"))))))
            .because("a record turns into bytes without any knowledge of forecasting")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule monitoringKnowsOnlyTheModels = noClasses()
            .that()
            .resideInAPackage(ROOT + "monitoring..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(packages(List.of("connectors", "pipeline", "tests")))
            .because("the reporter runs in every process of a cluster, with or without our job");

    @ArchTest
    static final ArchRule onlyMonitoringKnowsMicrometer = noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + "monitoring..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.micrometer..", "io.prometheus..")
            .because("all meters leave by one door");

    @ArchTest
    static final ArchRule productKnowsNoTests = noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + "tests..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(ROOT + "tests..")
            .because("nothing depends on the tests");

    @ArchTest
    static final ArchRule everyPackageHasItsPlace = classes()
            .should()
            .resideInAnyPackage(everyPackage())
            .because("a package that no rule names is held by none: give it a place in this list and in the README");

    private static String[] everyPackage() {
        return packages(Stream.concat(MODELS.stream(), Stream.of("connectors", "monitoring", "pipeline", "tests"))
                .toList());
    }

    private static String[] packages(List<String> names) {
        return names.stream().map(name -> ROOT + name + "..").toArray(String[]::new);
    }

    /** The test-jar of models is a fixture, not part of the house. */
    static final class NoTestJars implements ImportOption {
        @Override
        public boolean includes(Location location) {
            return !location.contains("-tests.jar");
        }
    }
}
