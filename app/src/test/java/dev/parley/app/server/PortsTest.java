package dev.parley.app.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.platform.config.ConfigReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PortsTest {
  @TempDir Path folder;

  @Test
  void aPortThatIsTakenIsFoundOutBeforeAnythingIsStarted() throws IOException {
    try (var taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      var data = folder.resolve("data");
      var port = String.valueOf(taken.getLocalPort());
      for (var key : new String[] {"port", "admin-port"}) {
        var flags = Map.of("host", "127.0.0.1", key, port, "data", data.toString());
        var config = ConfigReader.read(flags, Map.of("PARLEY_PORT", "0"));
        assertThatThrownBy(() -> Parley.start(config, Optional.empty()))
            .isInstanceOf(Unavailable.class)
            .hasMessageStartingWith("Cannot listen on 127.0.0.1:" + port);
        assertThat(data).doesNotExist();
      }
    }
  }
}
