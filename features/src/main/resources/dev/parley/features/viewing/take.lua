-- Takes what is to be told now. Answers the shard's life, the milliseconds until there is more (or
-- -1), and of each topic its name, how many look on, by how many more or less, who came with the
-- times, and who left; without names where there are too many. What is not said to be told in time
-- is taken again, with how the people are then.
-- ARGV, further: for how long a topic is quiet then; how many names at most; how many topics; in how
-- many milliseconds to say that they were told.
local taken = {}
for _, topic in ipairs(redis.call('zrangebyscore', untold, '-inf', now, 'limit', 0, ARGV[5])) do
  local people = key('people', topic)
  local count = redis.call('zcard', people)
  for _, user in ipairs(redis.call('hkeys', key('taken', topic))) do
    redis.call('hset', key('news', topic), user, '?')
  end
  redis.call('del', key('taken', topic))
  local news = redis.call('hgetall', key('news', topic))
  local named = math.max(count, #news / 2) <= tonumber(ARGV[4])
  local came, left, joined, gone = {}, {}, 0, 0
  for i = 1, #news, 2 do
    local user, before = news[i], news[i + 1]
    local since = redis.call('zscore', people, user)
    if since and before ~= '1' then
      joined = joined + 1
      if named then
        came[#came + 1] = user
        came[#came + 1] = since
      end
    elseif not since and before ~= '0' then
      gone = gone + 1
      if named then left[#left + 1] = user end
    end
  end
  if joined + gone > 0 then
    redis.call('rename', key('news', topic), key('taken', topic))
    redis.call('zadd', untold, now + ARGV[6], topic)
    redis.call('set', key('told', topic), '1', 'px', ARGV[3])
    taken[#taken + 1] = { topic, count, joined - gone, came, left }
  else
    redis.call('del', key('news', topic))
    redis.call('zrem', untold, topic)
  end
end
local next = redis.call('zrange', untold, 0, 0, 'withscores')
return { life, next[2] and math.max(0, next[2] - now) or -1, taken }
