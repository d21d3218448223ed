-- wrk script: every request is a receipt with a fiscal document number of its own.
local number = 0
local head = '{"receipt":{"form":3,"ffd":"1.2","calculationType":1,"dateTime":"2026-11-20T12:14","fiscalDriveNumber":"9999078900001234","fiscalDocumentNumber":'
local tail = ',"fiscalSign":"85813599","registrationNumber":"0009990001065348","seller":{"name":"ООО Пример","inn":"9900001010"},"items":[{"name":"Товар","price":1500,"quantity":"1","sum":1500,"vatRate":11,"vatSum":270,"paymentMethod":4,"paymentSubject":1}],"total":1500,"payments":{"cashless":1500},"vat":[{"rate":11,"sum":270}]}}'

function request()
  number = number + 1
  return wrk.format("POST", "/api/v1/receipts", { ["content-type"] = "application/json" }, head .. number .. tail)
end

local accepted, refused = 0, 0
function response(status)
  if status == 202 then accepted = accepted + 1 else refused = refused + 1 end
end

function done(summary, latency)
  io.write(string.format("RESULT %d %d %.1f %d\n", summary.requests, summary.duration, latency:percentile(99) / 1000, summary.errors.status))
end
