-- Forgets connections whose time has passed. Answers the people whose status changed, each followed
-- by the status.
-- KEYS: what is due in this shard.
-- ARGV: what the keys of people's connections begin with; how many connections at most.
local function best(key)
  local found = 'offline'
  for _, status in ipairs(redis.call('hvals', key)) do
    if status == 'online' then return status end
    found = status
  end
  return found
end

local time = redis.call('time')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local before = {}
local people = {}
for _, member in ipairs(redis.call('zrangebyscore', KEYS[1], '-inf', now, 'limit', 0, ARGV[2])) do
  local person, connection = string.match(member, '^(.*)/([^/]+)$')
  local key = ARGV[1] .. person
  if not before[person] then
    before[person] = best(key)
    people[#people + 1] = person
  end
  redis.call('hdel', key, connection)
  redis.call('zrem', KEYS[1], member)
end

local changes = {}
for _, person in ipairs(people) do
  local after = best(ARGV[1] .. person)
  if before[person] ~= after then
    changes[#changes + 1] = person
    changes[#changes + 1] = after
  end
end
return changes
