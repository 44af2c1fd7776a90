package dev.parley.e2e.guides;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.e2e.Cluster;
import dev.parley.e2e.Program;
import dev.parley.e2e.World;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/// Whoever does what the pages say gets what they promise, on a tenant that has nothing yet.
class GuidesTest {
  private final Cluster cluster = Cluster.shared();
  private final World world = World.create(cluster);

  @Test
  void theTypeScriptSdkIsBuiltInstalledAndTalkedThroughAsItsPageSays() throws Exception {
    var guide = guide("sdk-ts/README.md");
    var folder = Program.folder("sdk-");
    var clone = folder.resolve("parley");
    Guide.copy(Guide.HOUSE.resolve("sdk-ts"), clone.resolve("sdk-ts"));
    guide.run(clone, guide.block("sh", 0));
    var mine = Files.createDirectory(folder.resolve("mine"));
    guide.run(mine, guide.block("sh", 1));
    Files.writeString(mine.resolve("talk.mjs"), guide.block("js", 0));
    assertThat(guide.run(mine, "node talk.mjs").lines())
        .containsExactly("sent as number 1", "heard Hello", "listed 1");
  }

  @Test
  void theJavaClientCompilesForJava21AndTalksAsItsPageSays() throws Exception {
    var guide = guide("client/README.md");
    var folder = Program.folder("client-");
    Files.writeString(folder.resolve("Talk.java"), guide.block("java", 0));
    guide.set("TOOLS", Path.of(System.getProperty("java.home"), "bin").toString());
    guide.set("CLASSPATH", System.getProperty("java.class.path"));
    guide.run(folder, "\"$TOOLS/javac\" --release 21 -proc:none -d . Talk.java");
    guide.set("CLASSPATH", folder + File.pathSeparator + System.getProperty("java.class.path"));
    assertThat(guide.run(folder, "\"$TOOLS/java\" Talk").lines())
        .containsExactly("sent as number 1", "heard Hello", "listed 1");
    assertThat(guide.run(folder, "PARLEY_PASSWORD=forgotten \"$TOOLS/java\" Talk").lines())
        .as("the session that the store holds")
        .containsExactly("sent as number 1", "heard Hello", "listed 2");
  }

  @Test
  void theJavaClientPlansAsItsPageSays() throws Exception {
    var guide = guide("client/README.md");
    var folder = Program.folder("client-plan-");
    Files.writeString(folder.resolve("Plan.java"), guide.block("java", 1));
    guide.set("TOOLS", Path.of(System.getProperty("java.home"), "bin").toString());
    guide.set("CLASSPATH", System.getProperty("java.class.path"));
    guide.run(folder, "\"$TOOLS/javac\" --release 21 -proc:none -d . Plan.java");
    guide.set("CLASSPATH", folder + File.pathSeparator + System.getProperty("java.class.path"));
    assertThat(guide.run(folder, "\"$TOOLS/java\" Plan").lines())
        .containsExactly("moved, doing", "to do: 1");
  }

  @Test
  void theFirstStepsOfTheReadmeWork() throws Exception {
    var guide = guide("README.md");
    var folder = Program.folder("readme-");
    var said = guide.run(folder, guide.block("sh", 0));
    assertThat(said).contains("\"content\":\"Hello\"").contains("\"seq\":1");
    Files.writeString(folder.resolve("listen.mjs"), guide.block("js", 0));
    var heard = guide.run(folder, guide.block("sh", 0) + guide.block("sh", 1));
    assertThat(heard).contains("ready").contains("Hello again");
  }

  private Guide guide(String page) throws IOException {
    var guide = new Guide(page);
    guide.set("PARLEY_URL", cluster.node(0).base().toString());
    guide.set("PARLEY_TENANT", world.slug());
    guide.set("PARLEY_EMAIL", world.admin().email());
    guide.set("PARLEY_PASSWORD", World.PASSWORD);
    return guide;
  }
}
