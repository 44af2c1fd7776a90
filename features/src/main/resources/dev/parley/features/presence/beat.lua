-- A connection stands for another while. Answers the person's status where it changed, else ''.
-- KEYS: what is due in this shard; the person's connections.
-- ARGV: the person; the connection; its status; for how many milliseconds it counts.
local function best()
  local found = 'offline'
  for _, status in ipairs(redis.call('hvals', KEYS[2])) do
    if status == 'online' then return status end
    found = status
  end
  return found
end

local time = redis.call('time')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local before = best()
redis.call('hset', KEYS[2], ARGV[2], ARGV[3])
redis.call('zadd', KEYS[1], now + ARGV[4], ARGV[1] .. '/' .. ARGV[2])
local after = best()
return before == after and '' or after
