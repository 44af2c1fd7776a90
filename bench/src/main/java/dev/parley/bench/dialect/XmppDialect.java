package dev.parley.bench.dialect;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.parley.bench.frames.Mark;
import dev.parley.bench.frames.Marks;
import dev.parley.bench.frames.Template;
import dev.parley.bench.load.Connection;
import dev.parley.bench.load.Dialect;
import dev.parley.bench.load.Hearing;
import dev.parley.bench.load.Opening;
import dev.parley.bench.load.Recogniser;
import io.netty.buffer.ByteBuf;
import java.util.List;

/// XMPP over WebSocket (RFC 7395): anonymous, rooms by multi-user chat (XEP-0045), echo by ping
/// (XEP-0199). Every stanza is a message.
public record XmppDialect(int contentBytes) implements Dialect {
  private static final String HOST = "localhost";
  private static final String OPEN =
      "<open xmlns='urn:ietf:params:xml:ns:xmpp-framing' to='localhost' version='1.0'/>";
  private static final String AUTH =
      "<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='ANONYMOUS'/>";
  private static final String BIND =
      "<iq xmlns='jabber:client' type='set' id='bind'>"
          + "<bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/></iq>";

  @Override
  public String path() {
    return "/ws";
  }

  @Override
  public List<String> headers(int connection) {
    return List.of("Sec-WebSocket-Protocol: xmpp");
  }

  private static String room(String topic) {
    return topic + "@conference." + HOST;
  }

  @Override
  public Opening hearing(int connection, String topic) {
    var join =
        "<presence xmlns='jabber:client' to='%s/n%d'><x xmlns='http://jabber.org/protocol/muc'/></presence>"
            .formatted(room(topic), connection);
    return new Negotiation(new Opening.Step.Say(Template.text(join)));
  }

  @Override
  public Opening silent(int connection) {
    return new Negotiation(Opening.Step.OPEN);
  }

  /// A stream, a name, a stream of that name, a resource; then the room, whose subject comes last.
  private static final class Negotiation implements Opening {
    private final Step bound;
    private boolean named;

    Negotiation(Step bound) {
      this.bound = bound;
    }

    @Override
    public Step begin() {
      return say(OPEN);
    }

    @Override
    public Step hear(String message) {
      if (message.contains("<failure") || message.contains("type='error'")) {
        return new Step.Fail(message);
      }
      if (message.contains("features")) return say(named ? BIND : AUTH);
      if (message.contains("<success")) {
        named = true;
        return say(OPEN);
      }
      if (message.contains("'bind'") && message.contains("result")) return bound;
      return message.contains("<subject") ? Step.OPEN : Step.WAIT;
    }

    private static Step say(String text) {
      return new Step.Say(Template.text(text));
    }
  }

  @Override
  public Template publish(String topic) {
    return Template.text(
        "<message xmlns='jabber:client' to='%s' type='groupchat'><body>%s</body></message>"
            .formatted(room(topic), Template.content(contentBytes)));
  }

  @Override
  public Template echo(String topic) {
    return Template.text(
        "<iq xmlns='jabber:client' type='get' id='%s' to='%s'><ping xmlns='urn:xmpp:ping'/></iq>"
            .formatted(Mark.PLACE, HOST));
  }

  @Override
  public Recogniser recogniser(Hearing hearing) {
    return new Stanzas(hearing, new Marks());
  }

  private record Stanzas(Hearing hearing, Marks marks) implements Recogniser {
    @Override
    public void hear(Connection connection, ByteBuf bytes, int start, int length) {
      int mark = marks.first(bytes, start, length);
      boolean answer = bytes.getByte(start + 1) == 'i';
      if (mark < 0) other(connection, bytes.toString(start, length, UTF_8));
      else if (answer) hearing.answered(connection, bytes, mark);
      else hearing.delivered(connection, bytes, mark);
    }

    /// Presence of others, for one.
    private void other(Connection connection, String stanza) {
      if (stanza.contains("error")) hearing.refused(connection, stanza);
      else hearing.other(connection);
    }
  }
}
