package dev.parley.features.presence;

import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.async.RedisScriptingAsyncCommands;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletionStage;

/// A Lua script that stands beside this class and runs in Redis as one step.
record RedisScript(String text, ScriptOutputType output) {

  static RedisScript load(String name, ScriptOutputType output) {
    try (var in = RedisScript.class.getResourceAsStream(name)) {
      if (in == null) throw new FileNotFoundException(name);
      return new RedisScript(new String(in.readAllBytes(), StandardCharsets.UTF_8), output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  <T> CompletionStage<T> run(
      RedisScriptingAsyncCommands<String, String> redis, String[] keys, String... values) {
    return redis.eval(text, output, keys, values);
  }
}
