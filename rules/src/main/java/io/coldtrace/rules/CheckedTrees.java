package io.coldtrace.rules;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelProtoAbstractSyntaxTree;
import dev.cel.expr.CheckedExpr;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The expressions of the built-in rules as the build has parsed and checked them, so that no
 * process has to do it again: by their code and the types of the names in it. One that is not among
 * them is compiled when it is needed.
 */
final class CheckedTrees {
  static final String FILE = "checked-trees.bin";

  private CheckedTrees() {}

  private static final class Holder {
    static final Map<String, byte[]> TREES = load();
  }

  static Optional<CelAbstractSyntaxTree> find(String code, Locals locals) {
    return Optional.ofNullable(Holder.TREES.get(key(code, locals))).map(CheckedTrees::tree);
  }

  /** The tree that {@link #bytes} made bytes of. */
  static CelAbstractSyntaxTree tree(byte[] bytes) {
    try {
      return CelProtoAbstractSyntaxTree.fromCheckedExpr(CheckedExpr.parseFrom(bytes)).getAst();
    } catch (InvalidProtocolBufferException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String key(String code, Locals locals) {
    return code + "\n" + locals.signature();
  }

  private static Map<String, byte[]> load() {
    Map<String, byte[]> trees = new HashMap<>();
    try (InputStream raw = CheckedTrees.class.getResourceAsStream(CatalogFiles.BUILT_IN + FILE)) {
      if (raw == null) {
        return Map.of();
      }
      DataInputStream in = new DataInputStream(new BufferedInputStream(raw));
      for (int left = in.readInt(); left > 0; left--) {
        String key = new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
        trees.put(key, in.readNBytes(in.readInt()));
      }
      return trees;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Without its source: what goes wrong is told with the rule's own place. */
  static byte[] bytes(CelAbstractSyntaxTree tree) {
    CheckedExpr checked = CelProtoAbstractSyntaxTree.fromCelAst(tree).toCheckedExpr();
    return checked.toBuilder().clearSourceInfo().build().toByteArray();
  }

  /** The file that holds the trees of these expressions; mistaken ones are left out. */
  static byte[] write(Iterable<Expression> expressions) throws IOException {
    Map<String, byte[]> trees = new TreeMap<>();
    for (Expression expression : expressions) {
      expression
          .checkedTree()
          .ifPresent(tree -> trees.put(key(expression.code(), expression.locals()), bytes(tree)));
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeInt(trees.size());
    for (Map.Entry<String, byte[]> tree : trees.entrySet()) {
      byte[] key = tree.getKey().getBytes(StandardCharsets.UTF_8);
      out.writeInt(key.length);
      out.write(key);
      out.writeInt(tree.getValue().length);
      out.write(tree.getValue());
    }
    return bytes.toByteArray();
  }
}
