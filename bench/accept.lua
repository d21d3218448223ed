-- Clients of bench/accept.ts, for wrk. Arguments: the receipt's first number, then a request as it stands before and after that number,
-- which has ten digits. Says `requests microseconds p99 refused` at the end; p99 is in microseconds too.
local number, before, after

function init(args)
  number, before, after = tonumber(args[1]), args[2], args[3]
end

function request()
  number = number + 1
  return before .. string.format('%d', number) .. after
end

function done(summary, latency)
  local errors = summary.errors
  local refused = errors.connect + errors.read + errors.write + errors.status + errors.timeout
  print(string.format('outcome: %d %d %d %d', summary.requests, summary.duration, latency:percentile(99), refused))
end
