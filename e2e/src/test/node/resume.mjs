// Written from the published contract alone: talks, drops the line, resumes, and prints what it saw.
import WebSocket from 'ws'

const [base, token, conversationId] = process.argv.slice(2)
const topic = `conversation:${conversationId}`

async function connect() {
  const socket = new WebSocket(`${base.replace('http', 'ws')}/api/v1/ws`, ['parley.v1', `bearer.${token}`])
  const waiting = new Map()
  socket.on('message', (data) => {
    const frame = JSON.parse(data)
    waiting.get(frame.id ?? frame.type)?.(frame)
  })
  const next = (key) => new Promise((resolve) => waiting.set(key, resolve))
  const call = (id, type, payload) => {
    socket.send(JSON.stringify({ id, type, payload }))
    return next(id)
  }
  await next('ready')
  return { socket, call, next }
}

const first = await connect()
const start = (await first.call('1', 'subscribe', { topic })).payload
const heard = first.next('message.new')
await first.call('2', 'message.send', { conversationId, clientId: 'hello', content: 'Hello' })
const event = await heard
console.log('heard', event.payload.message.content)
first.socket.terminate()
console.log('dropped')

for (const content of ['one', 'two', 'three']) {
  await fetch(`${base}/api/v1/conversations/${conversationId}/messages`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ content }),
  })
}

const second = await connect()
const position = { topic, epoch: start.epoch, offset: event.offset }
const resumed = (await second.call('1', 'subscribe', position)).payload
console.log('recovered', resumed.recovered)
for (const missed of resumed.events) console.log('missed', missed.payload.message.content)
second.socket.close()
