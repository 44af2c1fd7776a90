// What most servers on `ws` come down to: members of channels in sets, a message put into JSON
// once, and sent to one member after another. No identity, no permissions, no limits, no log.
// usage: ws-server.mjs PORT
import { WebSocket, WebSocketServer } from "ws";

const channels = new Map();
const server = new WebSocketServer({ host: "127.0.0.1", port: Number(process.argv[2]) });

function join(socket, name) {
  if (!channels.has(name)) channels.set(name, new Set());
  const members = channels.get(name);
  members.add(socket);
  socket.once("close", () => members.delete(socket));
  socket.send(JSON.stringify({ type: "joined", channel: name }));
}

function publish({ channel, data }) {
  const text = JSON.stringify({ type: "message", channel, data });
  for (const member of channels.get(channel) ?? []) {
    if (member.readyState === WebSocket.OPEN) member.send(text);
  }
}

server.on("connection", (socket) => {
  socket.on("error", () => socket.terminate());
  socket.on("message", (bytes) => {
    const message = JSON.parse(bytes);
    switch (message.type) {
      case "join":
        join(socket, message.channel);
        break;
      case "publish":
        publish(message);
        break;
      case "ping":
        socket.send(JSON.stringify({ type: "pong", id: message.id }));
        break;
    }
  });
});
