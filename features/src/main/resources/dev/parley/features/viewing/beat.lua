-- Connections look on for another while. Who came new in this life is news; who was known in an
-- earlier one is not. Answers the shard's life, its age, and of each topic who looks on.
-- ARGV, further: how many people at most; of each beat the topic, the person, the connection, for
-- how long it has lasted, how long ago it was said, and the life in which it was known.
local topics, seen = {}, {}
for i = 4, #ARGV, 6 do
  local topic, user, known = ARGV[i], ARGV[i + 1], ARGV[i + 5]
  local since = now - ARGV[i + 3]
  local member = user .. '/' .. ARGV[i + 2]
  if redis.call('zadd', key('beats', topic), 'gt', now - ARGV[i + 4], member) == 1 then
    if redis.call('hincrby', key('devices', topic), user, 1) > 1 then
      redis.call('zadd', key('people', topic), 'lt', since, user)
    else
      redis.call('zadd', key('people', topic), since, user)
      if known == '' or known == life then changed(topic, user, '0', 0) end
    end
  end
  if not seen[topic] then
    seen[topic] = true
    topics[#topics + 1] = topic
  end
end

local answer = { life, now - math.floor(life / 1000) }
for _, topic in ipairs(topics) do
  schedule(topic)
  local people = key('people', topic)
  answer[#answer + 1] = topic
  answer[#answer + 1] = redis.call('zcard', people)
  answer[#answer + 1] = redis.call('zrange', people, 0, ARGV[3] - 1, 'withscores')
end
return answer
