package io.coldtrace.rules;

import dev.cel.bundle.CelFactory;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOptions;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.types.StructTypeReference;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.extensions.CelExtensions;
import dev.cel.extensions.CelNativeTypesExtensions;
import dev.cel.optimizer.CelOptimizationException;
import dev.cel.optimizer.CelOptimizerFactory;
import dev.cel.optimizer.optimizers.ConstantFoldingOptimizer;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import io.coldtrace.facts.Cidr;
import io.coldtrace.facts.Fact;
import io.coldtrace.facts.Ip;
import io.coldtrace.facts.Source;
import io.coldtrace.facts.kernel.Sysctl;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What CEL expressions of rules may speak of: every fact type, all facts of a type by its plural
 * ({@code links}), those of a node ({@code linksOn(node)}), and the functions. One is enough for a
 * process: making it is most of the cost of the first rule.
 */
final class Vocabulary {
  /** What the functions of facts by node end with. */
  static final String ON = "On";

  /** {@code sysctlOn(node, key)}: of a thousand parameters of a node, rules ask for one. */
  static final String SYSCTL_ON = "sysctlOn";

  // Generous: an evaluation that loops over two lists of a few thousand facts is a mistake.
  private static final int MAX_ITERATIONS = 10_000_000;

  private static final CelOptions OPTIONS =
      CelOptions.current()
          .enableHeterogeneousNumericComparisons(true)
          .populateMacroCalls(true)
          .comprehensionMaxIterations(MAX_ITERATIONS)
          .build();

  private final CelNativeTypesExtensions facts;
  private final CelFunctions functions = new CelFunctions();
  private final CelRuntime runtime;
  private final Map<Map<String, CelType>, CelCompiler> compilers = new ConcurrentHashMap<>();

  private Vocabulary() {
    List<Class<?>> records = new ArrayList<>(FactTypes.ALL);
    records.addAll(List.of(Cidr.class, Ip.class, Source.class));
    facts = CelExtensions.nativeTypes(records.toArray(new Class<?>[0]));
    runtime =
        CelRuntimeFactory.plannerRuntimeBuilder()
            .setOptions(OPTIONS)
            .addLibraries(
                CelExtensions.optional(), CelExtensions.strings(), CelExtensions.lists(), facts)
            .addFunctionBindings(functions.bindings())
            .addLateBoundFunctions(FactNames.PLURALS.keySet().stream().map(p -> p + ON).toList())
            .addLateBoundFunctions(SYSCTL_ON)
            .build();
  }

  /** The process's one, made when it is first asked for. */
  static Vocabulary shared() {
    return Holder.SHARED;
  }

  private static final class Holder {
    static final Vocabulary SHARED = new Vocabulary();
  }

  /** What only a compiler needs, which most processes never do. */
  private CelCompilerBuilder compilerBuilder() {
    CelCompilerBuilder builder =
        CelCompilerFactory.standardCelCompilerBuilder()
            .setOptions(OPTIONS)
            .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
            .addLibraries(
                CelExtensions.optional(),
                CelExtensions.strings(),
                CelExtensions.lists(),
                CelExtensions.bindings(),
                facts)
            .addFunctionDeclarations(functions.declarations());
    FactNames.PLURALS.forEach((plural, type) -> addFacts(builder, plural, type));
    builder.addFunctionDeclarations(
        CelFunctionDecl.newFunctionDeclaration(
            SYSCTL_ON,
            CelOverloadDecl.newGlobalOverload(
                SYSCTL_ON + "_string_string",
                ListType.create(typeOf(Sysctl.class)),
                SimpleType.STRING,
                SimpleType.STRING)));
    return builder;
  }

  private static void addFacts(
      CelCompilerBuilder builder, String plural, Class<? extends Fact> type) {
    CelType list = ListType.create(typeOf(type));
    builder.addVar(plural, list);
    builder.addFunctionDeclarations(
        CelFunctionDecl.newFunctionDeclaration(
            plural + ON,
            CelOverloadDecl.newGlobalOverload(plural + ON + "_string", list, SimpleType.STRING)));
  }

  static CelType typeOf(Class<? extends Fact> type) {
    return StructTypeReference.create(type.getName());
  }

  CelCompiler compiler(Map<String, CelType> locals) {
    return compilers.computeIfAbsent(
        locals,
        names -> {
          CelCompilerBuilder builder = compilerBuilder();
          names.forEach(builder::addVar);
          return builder.build();
        });
  }

  CelRuntime runtime() {
    return runtime;
  }

  /** Whether the expression has the same value whatever the facts. */
  boolean isConstant(CelAbstractSyntaxTree tree, Map<String, CelType> locals) {
    try {
      return CelOptimizerFactory.standardCelOptimizerBuilder(
                  CelFactory.combine(compiler(locals), runtime))
              .addAstOptimizers(ConstantFoldingOptimizer.getInstance())
              .build()
              .optimize(tree)
              .getExpr()
              .getKind()
          == Kind.CONSTANT;
    } catch (CelOptimizationException e) {
      return false;
    }
  }
}
