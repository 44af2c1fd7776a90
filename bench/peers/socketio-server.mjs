// A usual Socket.IO server: rooms, acknowledgements, everything at its default. With the URL of a
// Redis it is one of several, as the adapter's documentation has it.
// usage: socketio-server.mjs PORT [REDIS_URL]
import { createServer } from "node:http";
import { createAdapter } from "@socket.io/redis-adapter";
import { createClient } from "redis";
import { Server } from "socket.io";

const [port, redis] = process.argv.slice(2);
const http = createServer();
const io = new Server(http);

if (redis) {
  const publishing = createClient({ url: redis });
  const subscribing = publishing.duplicate();
  await Promise.all([publishing.connect(), subscribing.connect()]);
  io.adapter(createAdapter(publishing, subscribing));
}

io.on("connection", (socket) => {
  socket.on("join", (channel, done) => {
    socket.join(channel);
    done("joined");
  });
  socket.on("publish", ({ channel, data }) => {
    io.to(channel).emit("message", { channel, data });
  });
  socket.on("echo", (data, done) => done(data));
});

http.listen(Number(port), "127.0.0.1");
