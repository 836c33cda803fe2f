package io.coldtrace.rules;

import static dev.cel.common.CelOverloadDecl.newGlobalOverload;
import static dev.cel.common.CelOverloadDecl.newMemberOverload;

import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.types.StructTypeReference;
import dev.cel.runtime.CelFunctionBinding;
import dev.cel.runtime.CelFunctionOverload.Binary;
import io.coldtrace.facts.Cidr;
import io.coldtrace.facts.Ip;
import java.util.ArrayList;
import java.util.List;

/**
 * The functions that rules have beside CEL's own; addresses as Kubernetes' CEL library names them.
 *
 * <pre>
 * ip("10.0.0.1")  isIP(text)  cidr("10.244.0.0/16")  isCIDR(text)
 * cidr.containsIP(ip or text)  cidr.containsCIDR(cidr or text)  cidr.overlaps(cidr or text)
 * joined(list, ", ")  raw(text)
 * </pre>
 */
final class CelFunctions {
  static final CelType IP = StructTypeReference.create(Ip.class.getName());
  static final CelType CIDR = StructTypeReference.create(Cidr.class.getName());

  private final List<CelFunctionDecl> declarations = new ArrayList<>();
  private final List<CelFunctionBinding> bindings = new ArrayList<>();

  CelFunctions() {
    addParsers();
    addNetworks("containsIP", IP, (network, other) -> network.contains(ip(other)));
    addNetworks("containsCIDR", CIDR, (network, other) -> network.contains(cidr(other)));
    addNetworks("overlaps", CIDR, (network, other) -> network.overlaps(cidr(other)));
    addTexts();
  }

  List<CelFunctionDecl> declarations() {
    return declarations;
  }

  List<CelFunctionBinding> bindings() {
    return bindings;
  }

  private void addParsers() {
    declare("ip", newGlobalOverload("ip_string", IP, SimpleType.STRING));
    bind("ip", CelFunctionBinding.from("ip_string", String.class, CelFunctions::ip));
    declare("isIP", newGlobalOverload("isIP_string", SimpleType.BOOL, SimpleType.STRING));
    bind(
        "isIP",
        CelFunctionBinding.from("isIP_string", String.class, text -> Ip.parse(text).isPresent()));
    declare("cidr", newGlobalOverload("cidr_string", CIDR, SimpleType.STRING));
    bind("cidr", CelFunctionBinding.from("cidr_string", String.class, CelFunctions::cidr));
    declare("isCIDR", newGlobalOverload("isCIDR_string", SimpleType.BOOL, SimpleType.STRING));
    bind(
        "isCIDR",
        CelFunctionBinding.from(
            "isCIDR_string",
            String.class,
            text -> text.indexOf('/') > 0 && Cidr.parse(text).isPresent()));
  }

  private void addNetworks(String name, CelType argument, Binary<Cidr, Object> test) {
    String record = name + "_record";
    String text = name + "_string";
    declare(
        name,
        newMemberOverload(record, SimpleType.BOOL, CIDR, argument),
        newMemberOverload(text, SimpleType.BOOL, CIDR, SimpleType.STRING));
    Class<?> type = argument == IP ? Ip.class : Cidr.class;
    bind(
        name,
        CelFunctionBinding.from(record, Cidr.class, type, (left, right) -> test.apply(left, right)),
        CelFunctionBinding.from(
            text, Cidr.class, String.class, (left, right) -> test.apply(left, right)));
  }

  private void addTexts() {
    CelType list = ListType.create(SimpleType.DYN);
    declare("joined", newGlobalOverload("joined_list", SimpleType.STRING, list, SimpleType.STRING));
    bind(
        "joined",
        CelFunctionBinding.from(
            "joined_list",
            List.class,
            String.class,
            (values, separator) -> Printed.joined((List<?>) values, separator)));
    declare("raw", newGlobalOverload("raw_string", SimpleType.STRING, SimpleType.STRING));
    bind("raw", CelFunctionBinding.from("raw_string", String.class, text -> text));
  }

  private void declare(String name, CelOverloadDecl... overloads) {
    declarations.add(CelFunctionDecl.newFunctionDeclaration(name, overloads));
  }

  private void bind(String name, CelFunctionBinding... overloads) {
    bindings.addAll(CelFunctionBinding.fromOverloads(name, overloads));
  }

  private static Ip ip(Object value) {
    return value instanceof Ip ip ? ip : Ip.of((String) value);
  }

  private static Cidr cidr(Object value) {
    return value instanceof Cidr cidr ? cidr : Cidr.of((String) value);
  }
}
