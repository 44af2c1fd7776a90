-- Forgets connections whose beats have ceased. Answers how many more it would have forgotten.
-- ARGV, further: how many at most.
local left = tonumber(ARGV[3])
for _, topic in ipairs(redis.call('zrangebyscore', due, '-inf', now, 'limit', 0, left)) do
  if left == 0 then break end
  local ceased =
    redis.call('zrangebyscore', key('beats', topic), '-inf', now - horizon, 'limit', 0, left)
  for _, member in ipairs(ceased) do
    local user, connection = string.match(member, '^(.*)/([^/]+)$')
    forget(topic, user, connection)
    left = left - 1
  end
  schedule(topic)
end
return left
