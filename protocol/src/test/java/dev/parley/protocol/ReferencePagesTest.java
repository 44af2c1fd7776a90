package dev.parley.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

class ReferencePagesTest {

  @Test
  void thePagesAreAsTheCatalogueSays() throws IOException {
    for (var page : ReferencePages.all().entrySet()) {
      assertThat(Files.readString(ReferencePages.FOLDER.resolve(page.getKey())))
          .as("docs/reference/%s; write it with ReferencePages", page.getKey())
          .isEqualTo(page.getValue());
    }
  }
}
