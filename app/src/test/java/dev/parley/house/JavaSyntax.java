package dev.parley.house;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.Modifier;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/// What the checks need to know of a Java file, read with the compiler's own parser.
record JavaSyntax(List<Method> methods, List<Type> types) {

  /// @param lines from its first line (annotations included) to its last
  record Method(String name, int lines, int parameters) {}

  /// A top-level type.
  record Type(String name, boolean isPublic, boolean isDocumented) {}

  static JavaSyntax of(Source source) {
    var compiler = ToolProvider.getSystemJavaCompiler();
    var options = List.of("-proc:none", "-Xlint:none");
    var task =
        (JavacTask) compiler.getTask(null, null, _ -> {}, options, null, List.of(file(source)));
    var reader = new Reader(DocTrees.instance(task));
    try {
      for (var unit : task.parse()) reader.scan(unit, unit);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new JavaSyntax(reader.methods, reader.types);
  }

  private static JavaFileObject file(Source source) {
    var uri = URI.create("string:///" + source.path());
    return new SimpleJavaFileObject(uri, JavaFileObject.Kind.SOURCE) {
      @Override
      public CharSequence getCharContent(boolean ignoreEncodingErrors) {
        return source.text();
      }
    };
  }

  private static final class Reader extends TreePathScanner<@Nullable Void, CompilationUnitTree> {
    final List<Method> methods = new ArrayList<>();
    final List<Type> types = new ArrayList<>();
    private final DocTrees trees;

    Reader(DocTrees trees) {
      this.trees = trees;
    }

    @Override
    public @Nullable Void visitClass(ClassTree type, CompilationUnitTree unit) {
      if (getCurrentPath().getParentPath().getLeaf().equals(unit)) {
        boolean isPublic = type.getModifiers().getFlags().contains(Modifier.PUBLIC);
        boolean isDocumented = trees.getDocComment(getCurrentPath()) != null;
        types.add(new Type(type.getSimpleName().toString(), isPublic, isDocumented));
      }
      return super.visitClass(type, unit);
    }

    @Override
    public @Nullable Void visitMethod(MethodTree method, CompilationUnitTree unit) {
      boolean ofRecord =
          getCurrentPath().getParentPath().getLeaf().getKind() == Tree.Kind.RECORD
              && method.getReturnType() == null;
      int parameters = ofRecord ? 0 : method.getParameters().size();
      methods.add(new Method(method.getName().toString(), lines(method, unit), parameters));
      return super.visitMethod(method, unit);
    }

    private int lines(MethodTree method, CompilationUnitTree unit) {
      var positions = trees.getSourcePositions();
      long start = positions.getStartPosition(unit, method);
      long end = positions.getEndPosition(unit, method);
      if (start < 0 || end < 0) return 0;
      var map = unit.getLineMap();
      return (int) (map.getLineNumber(end) - map.getLineNumber(start)) + 1;
    }
  }
}
