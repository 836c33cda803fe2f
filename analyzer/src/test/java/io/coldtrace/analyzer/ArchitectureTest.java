package io.coldtrace.analyzer;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/**
 * Who sees whom. ArchUnit fails a rule that matches no class; none here is allowed to be empty.
 *
 * <p>The exceptions, with their reasons: {@code analyzer.cli} starts {@link Analysis}, so the
 * package that holds it is seen by it and sees all other topics.
 */
@AnalyzeClasses(packages = "io.coldtrace", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  private static final DescribedPredicate<JavaClass> OURS = resideInAPackage("io.coldtrace..");

  @ArchTest
  static final ArchRule factsSeeOnlyTheJdk =
      classes()
          .that()
          .resideInAPackage("io.coldtrace.facts..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage("io.coldtrace.facts..", "java..");

  @ArchTest static final ArchRule parsersSeeFacts = seesOnly("parsers", "facts");

  @ArchTest static final ArchRule dataplaneSeesFacts = seesOnly("dataplane", "facts");

  @ArchTest static final ArchRule rulesSeeFacts = seesOnly("rules", "facts");

  @ArchTest static final ArchRule reportSeesFactsAndRules = seesOnly("report", "facts", "rules");

  private static ArchRule seesOnly(String module, String... others) {
    String[] allowed = new String[others.length + 1];
    allowed[others.length] = "io.coldtrace." + module + "..";
    for (int i = 0; i < others.length; i++) {
      allowed[i] = "io.coldtrace." + others[i] + "..";
    }
    return noClasses()
        .that()
        .resideInAPackage("io.coldtrace." + module + "..")
        .should()
        .dependOnClassesThat(OURS.and(not(resideInAnyPackage(allowed))));
  }

  /** Packet walks are computed from facts: no files, no clock, no network. */
  @ArchTest
  static final ArchRule dataplaneHasNoSideEffects =
      classes()
          .that()
          .resideInAPackage("io.coldtrace.dataplane..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage("io.coldtrace..", "java.lang..", "java.util..");

  @ArchTest
  static final ArchRule nobodySeesTheCommandLine =
      classes()
          .that()
          .resideInAPackage("io.coldtrace.analyzer.cli..")
          .should()
          .onlyBeAccessed()
          .byClassesThat()
          .resideInAPackage("io.coldtrace.analyzer.cli..");

  @ArchTest
  static final ArchRule topicsOfAModuleHaveNoCycles =
      slices().matching("io.coldtrace.(*).(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule derivedFactsKnowNoArchives =
      noClasses()
          .that()
          .resideInAPackage("io.coldtrace.analyzer.derive..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.coldtrace.analyzer.archive..",
              "io.coldtrace.analyzer.diagnose..",
              "io.coldtrace.parsers..",
              "io.coldtrace.report..");

  @ArchTest
  static final ArchRule namesSayWhatAClassDoes =
      noClasses()
          .should()
          .haveSimpleNameEndingWith("Util")
          .orShould()
          .haveSimpleNameEndingWith("Utils")
          .orShould()
          .haveSimpleNameEndingWith("Helper")
          .orShould()
          .haveSimpleNameEndingWith("Common")
          .orShould()
          .haveSimpleNameEndingWith("Impl")
          .orShould()
          .resideInAnyPackage("..util..", "..common..", "..core..", "..impl..", "..helper..");
}
