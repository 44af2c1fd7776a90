package dev.parley.app.server;

import dev.parley.app.demo.Demo;
import dev.parley.features.events.AccessByKind;
import dev.parley.features.events.EventRoutes;
import dev.parley.features.rollout.Realtime;
import dev.parley.features.rollout.Rollout;
import dev.parley.features.rollout.TenantAccess;
import dev.parley.gateway.Gateway;
import dev.parley.gateway.GatewayPorts;
import dev.parley.gateway.TopicAccess;
import dev.parley.gateway.clockwork.NettyClockwork;
import dev.parley.gateway.front.Front;
import dev.parley.gateway.front.Loops;
import dev.parley.gateway.front.WebSocketHandover;
import dev.parley.gateway.sending.Departures;
import dev.parley.gateway.websocket.EchoSockets;
import dev.parley.gateway.websocket.WebSockets;
import dev.parley.platform.config.Config;
import dev.parley.platform.events.EventPartitions;
import dev.parley.platform.events.GatheringEventLog;
import dev.parley.platform.http.ApiContent;
import dev.parley.platform.http.ApiServer;
import dev.parley.platform.http.ApiServices;
import dev.parley.platform.http.Routes;
import dev.parley.platform.kernel.SessionId;
import dev.parley.platform.kernel.TenantId;
import dev.parley.protocol.Topic;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The running server. Everything is built here, with constructors, general to specific, and closed
/// in reverse: what touches the outside world ([Base]), the features ([Identities], [Teamwork],
/// [Talk]), the gateway, HTTP, and the public port last.
public final class Parley implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Parley.class);

  /// How much of the time to drain belongs to connections; the rest to requests and the database.
  private static final double SOCKETS_SHARE = 0.7;

  private final Settings settings;
  private final Closing closing;
  private final Gateway gateway;
  private final ApiServer api;
  private final Front front;
  private final URI url;

  /// Empty until the gateway is there, which needs what listens for ended sessions.
  private final AtomicReference<@Nullable Gateway> sockets = new AtomicReference<>();

  private final AtomicBoolean leaving = new AtomicBoolean();

  private Parley(Config config, Optional<Demo> demo, Closing closing) {
    this.closing = closing;
    settings = new Settings(config);
    var base = Base.open(config, closing);
    base.health().check("accepting", () -> !leaving.get());
    var enrolment = Enrolment.wire(base.database(), base.outbox(), base.clock());
    var identities = Identities.wire(base, settings, enrolment, this::closeSession, closing);
    var teamwork = Teamwork.wire(base);
    var talk = Talk.wire(base, identities, teamwork, closing);
    var work = Work.wire(base, teamwork.workspaces(), talk, closing);
    var writing = Writing.wire(base, settings, identities, teamwork.workspaces());
    var rollout = rollout(base, identities);
    var access = access(teamwork, work, writing, talk);
    var people = new FirstTenant(identities.tenants(), identities.people());
    config.bootstrap().ifPresent(people::ensure);
    demo.ifPresent(it -> it.fill(doors(identities, talk), plans(teamwork, work)));
    if (settings.does(Config.Role.WORKER)) startAgents(base, identities, talk, work, enrolment);
    var departures = closing.add("sends", departures(config));
    var loops = closing.add("event loops", new Loops(Runtime.getRuntime().availableProcessors()));
    var made = gateway(base, identities, loops);
    work.speakThrough(made);
    Realtime.watch(rollout.features(), made);
    open(made, access, talk, Viewing.wire(base, access, config));
    sockets.set(made);
    gateway = made;
    var routes = new ArrayList<Routes>();
    routes.add(BootstrapRoutes.of(demo));
    routes.addAll(identities.routes());
    routes.addAll(teamwork.routes(config.listen().publicUrl()));
    routes.addAll(enrolment.routes());
    routes.addAll(work.routes());
    routes.addAll(talk.routes());
    routes.addAll(rollout.routes());
    routes.add(new EventRoutes(access, base.log()));
    api = api(base, identities, routes);
    front = front(base, loops, departures);
    url = listen();
  }

  /// Builds and starts it; throws [Unavailable] when something that it needs is not there.
  public static Parley start(Config config, Optional<Demo> demo) {
    Ports.requireFree(config.listen());
    var closing = new Closing();
    try {
      return new Parley(config, demo, closing);
    } catch (RuntimeException e) {
      closing.close();
      throw e;
    }
  }

  private void closeSession(TenantId tenant, SessionId session) {
    var open = sockets.get();
    if (open != null) open.closeSession(session);
  }

  private Rollout rollout(Base base, Identities identities) {
    var news = new Rollout.News(base.log(), base.outbox(), base.bus());
    return closing.add(
        "features", Rollout.start(base.database(), news, identities.people(), base.clock()));
  }

  private static Demo.Doors doors(Identities identities, Talk talk) {
    return new Demo.Doors(
        identities.tenants(),
        identities.people(),
        talk.conversations(),
        talk.messages(),
        talk.watermarks());
  }

  private static Demo.Work plans(Teamwork teamwork, Work work) {
    return new Demo.Work(
        teamwork.workspaces(), teamwork.memberships(), work.boards(), work.tasks());
  }

  private void startAgents(
      Base base, Identities identities, Talk talk, Work work, Enrolment enrolment) {
    var days = settings.config().stores().eventRetentionDays();
    closing.add("event partitions", EventPartitions.start(base.database(), days));
    identities.startAgents(closing);
    talk.startAgents(base, closing);
    work.startAgents(base, closing);
    closing.add("the sweep of rollout", Rollout.startSweep(base.database(), base.clock()));
    enrolment.startAgents(closing);
  }

  private static AccessByKind access(Teamwork teamwork, Work work, Writing writing, Talk talk) {
    var features = new EnumMap<Topic.Kind, TopicAccess>(Topic.Kind.class);
    features.putAll(teamwork.access());
    features.putAll(work.access());
    features.putAll(writing.access());
    features.putAll(talk.access());
    features.put(Topic.Kind.TENANT, new TenantAccess());
    return new AccessByKind(features);
  }

  private Gateway gateway(Base base, Identities identities, Loops loops) {
    var ports =
        new GatewayPorts(
            new NettyClockwork(loops.group()),
            identities.authenticator(),
            new GatheringEventLog(base.log()),
            base.bus(),
            base.metrics().registry(),
            base.clock());
    return closing.add("the gateway", new Gateway(ports, settings.gateway()));
  }

  /// It is made for every role; where a role has no sockets to offer it is never started, and
  /// refuses.
  private void open(Gateway made, AccessByKind access, Talk talk, Viewing viewing) {
    access.features().forEach(made::access);
    talk.speakThrough(made);
    viewing.speakThrough(made);
    if (!settings.does(Config.Role.GATEWAY)) return;
    made.start();
    closing.add("presence", talk.presences().start());
    closing.add("viewing", viewing.viewings().start());
  }

  private ApiServer api(Base base, Identities identities, List<Routes> routes) {
    var services =
        new ApiServices(
            base.database(),
            identities.authenticator(),
            base.sealer(),
            base.metrics(),
            base.health(),
            base.clock());
    var content = ApiContent.published(routes, identities.keys()::published);
    return closing.add("HTTP", ApiServer.start(settings.api(), services, content));
  }

  private static Departures departures(Config config) {
    return config.listen().ioUring() ? Departures.together() : Departures.singly();
  }

  private Front front(Base base, Loops loops, Departures departures) {
    var config = settings.config();
    var trust = config.trust();
    var meters = base.metrics().registry();
    var sockets = new HashMap<String, WebSocketHandover>();
    sockets.put(
        WebSockets.PATH,
        new WebSockets(gateway, departures, trust.allowedOrigins(), trust.proxies(), meters));
    if (config.listen().conformance()) sockets.put(EchoSockets.PATH, new EchoSockets());
    var ways =
        new Front.Ways(
            settings.http(api.port()),
            sockets,
            address -> trust.proxies().contains(address.getHostAddress()));
    return closing.add("the front", new Front(loops, settings.front(), ways, meters));
  }

  private URI listen() {
    try {
      int port = front.listen(settings.open()).getPort();
      return settings.url(port);
    } catch (IOException e) {
      var reason = e.getCause() == null ? e.getMessage() : e.getCause().getMessage();
      throw new Unavailable(e.getMessage() + ": " + reason, e);
    }
  }

  /// Where it is reached.
  public URI url() {
    return url;
  }

  /// Drains and stops, within the time that the configuration gives.
  @Override
  public void close() {
    if (leaving.getAndSet(true)) return;
    var time = settings.config().node().drain();
    long end = System.nanoTime() + time.toNanos();
    gateway.drain(Duration.ofNanos((long) (time.toNanos() * SOCKETS_SHARE)));
    front.close();
    api.drain(Duration.ofNanos(Math.max(0, end - System.nanoTime())));
    closing.close();
    LOG.info("Stopped");
  }
}
