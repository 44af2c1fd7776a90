package dev.parley.platform.redis;

import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.async.RedisScriptingAsyncCommands;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletionStage;

/// A Lua script that stands beside a class and runs in Redis as one step.
public record RedisScript(String text, ScriptOutputType output) {

  /// Reads a script of several files, one after another: what is shared stands before what uses it.
  public static RedisScript load(Class<?> beside, ScriptOutputType output, String... names) {
    var text = new StringBuilder();
    for (var name : names) text.append(read(beside, name));
    return new RedisScript(text.toString(), output);
  }

  private static String read(Class<?> beside, String name) {
    try (var in = beside.getResourceAsStream(name)) {
      if (in == null) throw new FileNotFoundException(name);
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Runs it. All keys that it touches lie in the slot of those that it is given.
  public <T> CompletionStage<T> run(
      RedisScriptingAsyncCommands<String, String> redis, String[] keys, String... values) {
    return redis.eval(text, output, keys, values);
  }
}
