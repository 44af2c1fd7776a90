-- A connection has ended. Answers the person's status where it changed, else ''.
-- KEYS: what is due in this shard; the person's connections.
-- ARGV: the person; the connection.
local function best()
  local found = 'offline'
  for _, status in ipairs(redis.call('hvals', KEYS[2])) do
    if status == 'online' then return status end
    found = status
  end
  return found
end

local before = best()
redis.call('hdel', KEYS[2], ARGV[2])
redis.call('zrem', KEYS[1], ARGV[1] .. '/' .. ARGV[2])
local after = best()
return before == after and '' or after
