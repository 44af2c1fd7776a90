-- What the scripts of viewing share. Each speaks of one shard.
-- KEYS: topics by when their oldest beat ceases to count; the shard's life; topics by when to tell.
-- ARGV: what the keys of topics begin with; for how many milliseconds a beat counts.
local due, untold = KEYS[1], KEYS[3]
local prefix, horizon = ARGV[1], tonumber(ARGV[2])
local time = redis.call('time')
local now = time[1] * 1000 + math.floor(time[2] / 1000)

-- A life begins where nothing is known of another, and is named by the microsecond.
local life = redis.call('get', KEYS[2])
if not life then
  life = string.format('%.0f', time[1] * 1000000 + time[2])
  redis.call('set', KEYS[2], life)
end

local function key(kind, topic) return prefix .. kind .. ':' .. topic end

-- A person came or left, and was there before or not: told when it is time, unless undone by then.
local function changed(topic, user, before, wait)
  redis.call('hsetnx', key('news', topic), user, before)
  local pause = redis.call('pttl', key('told', topic))
  redis.call('zadd', untold, 'nx', now + math.max(0, wait, pause), topic)
end

-- Whether the connection was looking on.
local function forget(topic, user, connection)
  if redis.call('zrem', key('beats', topic), user .. '/' .. connection) == 0 then return false end
  if redis.call('hincrby', key('devices', topic), user, -1) > 0 then return true end
  redis.call('hdel', key('devices', topic), user)
  redis.call('zrem', key('people', topic), user)
  changed(topic, user, '1', 0)
  return true
end

local function schedule(topic)
  local oldest = redis.call('zrange', key('beats', topic), 0, 0, 'withscores')
  if oldest[2] then
    redis.call('zadd', due, oldest[2] + horizon, topic)
  else
    redis.call('zrem', due, topic)
  end
end

