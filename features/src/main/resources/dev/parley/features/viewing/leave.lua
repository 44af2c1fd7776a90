-- Connections look on no more. Of one that was known in an earlier life alone, it is told if the
-- person is not back when everyone has had the time to be.
-- ARGV, further: that time in milliseconds; of each the topic, the person, the connection and the
-- life in which it was known.
for i = 4, #ARGV, 4 do
  local topic, user, known = ARGV[i], ARGV[i + 1], ARGV[i + 3]
  local found = forget(topic, user, ARGV[i + 2])
  if not found and known ~= '' and known ~= life then changed(topic, user, '1', ARGV[3]) end
  schedule(topic)
end
return life
