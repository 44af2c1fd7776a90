package dev.parley.bench.load;

import io.netty.buffer.ByteBuf;

/// Takes what a connection hears of itself for the answer, where the server has no other echo.
record Echoes(Hearing hearing) implements Hearing {
  @Override
  public void delivered(Connection to, ByteBuf bytes, int mark) {
    hearing.answered(to, bytes, mark);
  }

  @Override
  public void answered(Connection to, ByteBuf bytes, int mark) {
    hearing.answered(to, bytes, mark);
  }

  @Override
  public void other(Connection to) {
    hearing.other(to);
  }

  @Override
  public void refused(Connection to, String complaint) {
    hearing.refused(to, complaint);
  }
}
