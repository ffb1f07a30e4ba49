-- Asks for the addresses of a file in turn; tells as JSON how long the answers took. Run by web.py through wrk.
local addresses = {}
for line in io.lines(os.getenv("ADDRESSES")) do
  addresses[#addresses + 1] = line
end
local asked = 0

request = function()
  asked = asked + 1
  return wrk.format("GET", addresses[asked % #addresses + 1])
end

done = function(summary, latency)
  local failed = summary.errors.status + summary.errors.timeout + summary.errors.connect + summary.errors.read
  print(string.format(
    '{"answers": %d, "failed": %d, "seconds": %.6f, "middle_ms": %.3f, "late_ms": %.3f}',
    summary.requests, failed, summary.duration / 1e6,
    latency:percentile(50) / 1e3, latency:percentile(95) / 1e3
  ))
end
