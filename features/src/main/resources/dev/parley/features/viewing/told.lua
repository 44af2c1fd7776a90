-- These topics were told what was taken.
-- ARGV, further: the topics.
for i = 3, #ARGV do
  local topic = ARGV[i]
  redis.call('del', key('taken', topic))
  redis.call('zrem', untold, topic)
  if redis.call('exists', key('news', topic)) == 1 then
    redis.call('zadd', untold, now + math.max(0, redis.call('pttl', key('told', topic))), topic)
  end
end
return life
