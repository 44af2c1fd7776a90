package dev.parley.platform.http.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.parley.platform.kernel.Json;
import dev.parley.protocol.Refused;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;

/// Requests of every operation: taken or refused as `invalid`, and a body that is taken is JSON.
class RequestFuzzTest {
  private static final List<RequestCheck> CHECKS = checks();

  private static List<RequestCheck> checks() {
    var vertx = Vertx.vertx();
    try {
      var contract = Contract.load(vertx, Contract.resource("openapi.json"));
      return contract.operations().stream().map(contract::check).toList();
    } finally {
      vertx.close().await();
    }
  }

  /// The first byte chooses the operation.
  @FuzzTest
  void aBodyIsTakenOrRefused(byte[] bytes) {
    if (bytes.length == 0) return;
    var check = CHECKS.get((bytes[0] & 0xFF) % CHECKS.size());
    try {
      var text = check.body(Buffer.buffer(Arrays.copyOfRange(bytes, 1, bytes.length)));
      if (!text.isEmpty()) assertThat(Json.tree(text).isMissingNode()).isFalse();
    } catch (Refused refused) {
      assertThat(refused.problem().code()).isEqualTo("invalid");
    }
  }

  /// The first byte chooses the operation; then one `name=value` a line, given in every place.
  @FuzzTest
  void parametersAreTakenOrRefused(byte[] bytes) {
    if (bytes.length == 0) return;
    var check = CHECKS.get((bytes[0] & 0xFF) % CHECKS.size());
    var query = MultiMap.caseInsensitiveMultiMap();
    var headers = MultiMap.caseInsensitiveMultiMap();
    var path = new HashMap<String, String>();
    for (var line : new String(bytes, 1, bytes.length - 1, StandardCharsets.UTF_8).split("\n")) {
      var pair = line.split("=", 2);
      if (pair.length < 2) continue;
      query.add(pair[0], pair[1]);
      path.put(pair[0], pair[1]);
      if (pair[0].matches("[A-Za-z-]+")) headers.add(pair[0], pair[1]);
    }
    try {
      check.parameters(new RequestCheck.Given(path, query, headers));
    } catch (Refused refused) {
      assertThat(refused.problem().code()).isEqualTo("invalid");
    }
  }
}
