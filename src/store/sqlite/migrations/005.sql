-- Journal. Every list that it offers is a walk through one index, newest first: what leads, then status and channel, then the id.
-- The sum stands in the delivery too, because a sum that many receipts have can't be walked by time through another table.
ALTER TABLE deliveries ADD COLUMN total INTEGER NOT NULL DEFAULT 0;
UPDATE deliveries SET total = (SELECT total FROM receipts WHERE receipts.id = deliveries.receipt_id);

DROP INDEX deliveries_by_status;
DROP INDEX deliveries_by_contact;
DROP INDEX receipts_by_total;
CREATE INDEX deliveries_by_status ON deliveries (status, channel, id);
CREATE INDEX deliveries_by_contact ON deliveries (contact_hash, status, channel, id);
CREATE INDEX deliveries_by_total ON deliveries (total, status, channel, id);
CREATE INDEX deliveries_by_reason ON deliveries (reason, status, channel, id) WHERE reason IS NOT NULL;

-- Overview. What became of each day's deliveries is counted as it happens, in the transaction of the change itself, so that a million rows
-- needn't be read to show it. Triggers count, because then no statement can forget to; a day's figures stay when its receipts are erased.
-- day: the shop's own, as 20261125; first: the first delivery of its receipt, so that receipts are counted and not their repeats.
ALTER TABLE deliveries ADD COLUMN day INTEGER NOT NULL DEFAULT 0;
ALTER TABLE deliveries ADD COLUMN first INTEGER NOT NULL DEFAULT 0;
ALTER TABLE deliveries ADD COLUMN counted_status TEXT
  AS (CASE WHEN status IN ('queued', 'sending') THEN 'waiting' ELSE status END) VIRTUAL;
ALTER TABLE deliveries ADD COLUMN counted_reason TEXT
  AS (CASE WHEN status IN ('failed', 'bounced', 'expired') THEN coalesce(reason, '') ELSE '' END) VIRTUAL;

CREATE TABLE daily_outcomes (
  day INTEGER NOT NULL,
  profile TEXT NOT NULL,
  channel TEXT NOT NULL,
  first INTEGER NOT NULL,
  status TEXT NOT NULL,
  reason TEXT NOT NULL,
  count INTEGER NOT NULL,
  PRIMARY KEY (day, profile, channel, first, status, reason)
) STRICT, WITHOUT ROWID;

CREATE INDEX daily_waiting ON daily_outcomes (channel, profile, day) WHERE status = 'waiting';

-- Each message that the provider took costs, even if it is sent once more afterwards; so this is a sum of events, not of rows.
CREATE TABLE daily_spend (
  day INTEGER NOT NULL,
  profile TEXT NOT NULL,
  channel TEXT NOT NULL,
  parts INTEGER NOT NULL,
  cost INTEGER NOT NULL,
  PRIMARY KEY (day, profile, channel)
) STRICT, WITHOUT ROWID;

-- Milliseconds from acceptance until the next hop took the message (kind sent) and until somebody said that it arrived (delivered).
CREATE TABLE daily_delays (
  day INTEGER NOT NULL,
  profile TEXT NOT NULL,
  channel TEXT NOT NULL,
  kind TEXT NOT NULL,
  upto INTEGER NOT NULL,
  count INTEGER NOT NULL,
  PRIMARY KEY (day, profile, channel, kind, upto)
) STRICT, WITHOUT ROWID;

CREATE TABLE delay_steps (upto INTEGER PRIMARY KEY) STRICT;
INSERT INTO delay_steps VALUES
  (50), (100), (200), (350), (500), (750), (1000), (1500), (2000), (3000), (4000), (5000), (7500), (10000), (15000), (20000), (30000), (45000),
  (60000), (90000), (120000), (180000), (300000), (600000), (900000), (1800000), (3600000), (7200000), (14400000), (28800000), (57600000),
  (86400000), (172800000), (259200000), (9007199254740991);

CREATE TRIGGER deliveries_counted AFTER INSERT ON deliveries BEGIN
  INSERT INTO daily_outcomes VALUES
    (new.day, new.profile, new.channel, new.first, new.counted_status, new.counted_reason, 1)
    ON CONFLICT DO UPDATE SET count = count + 1;
END;

CREATE TRIGGER deliveries_moved AFTER UPDATE OF status, reason ON deliveries
WHEN old.counted_status IS NOT new.counted_status OR old.counted_reason IS NOT new.counted_reason
BEGIN
  UPDATE daily_outcomes SET count = count - 1
    WHERE day = old.day AND profile = old.profile AND channel = old.channel AND first = old.first
    AND status = old.counted_status AND reason = old.counted_reason;
  INSERT INTO daily_outcomes VALUES
    (new.day, new.profile, new.channel, new.first, new.counted_status, new.counted_reason, 1)
    ON CONFLICT DO UPDATE SET count = count + 1;
END;

CREATE TRIGGER deliveries_paid AFTER UPDATE OF status, parts, cost ON deliveries
WHEN (old.status = 'sending' AND new.status = 'sent' AND (new.parts IS NOT NULL OR new.cost IS NOT NULL))
  OR (old.status = 'sent' AND (new.parts IS NOT old.parts OR new.cost IS NOT old.cost))
BEGIN
  INSERT INTO daily_spend VALUES (
    new.day, new.profile, new.channel,
    coalesce(new.parts, 0) - CASE WHEN old.status = 'sent' THEN coalesce(old.parts, 0) ELSE 0 END,
    coalesce(new.cost, 0) - CASE WHEN old.status = 'sent' THEN coalesce(old.cost, 0) ELSE 0 END
  ) ON CONFLICT DO UPDATE SET parts = parts + excluded.parts, cost = cost + excluded.cost;
END;

CREATE TRIGGER deliveries_unsent AFTER UPDATE OF sent_at ON deliveries
WHEN old.sent_at IS NOT NULL AND old.sent_at IS NOT new.sent_at
BEGIN
  UPDATE daily_delays SET count = count - 1
    WHERE day = old.day AND profile = old.profile AND channel = old.channel AND kind = 'sent'
    AND upto = (SELECT min(upto) FROM delay_steps WHERE upto >= old.sent_at - old.created_at);
END;

CREATE TRIGGER deliveries_sent AFTER UPDATE OF sent_at ON deliveries
WHEN new.sent_at IS NOT NULL AND old.sent_at IS NOT new.sent_at
BEGIN
  INSERT INTO daily_delays
    SELECT new.day, new.profile, new.channel, 'sent', min(upto), 1 FROM delay_steps WHERE upto >= new.sent_at - new.created_at
    ON CONFLICT DO UPDATE SET count = count + 1;
END;

CREATE TRIGGER deliveries_delivered AFTER UPDATE OF delivered_at ON deliveries
WHEN old.delivered_at IS NULL AND new.delivered_at IS NOT NULL
BEGIN
  INSERT INTO daily_delays
    SELECT new.day, new.profile, new.channel, 'delivered', min(upto), 1 FROM delay_steps WHERE upto >= new.delivered_at - new.created_at
    ON CONFLICT DO UPDATE SET count = count + 1;
END;

-- Sales that wait for a person, and those whose buyer left a contact and got nothing.
CREATE INDEX sales_stuck ON sales (state, id) WHERE state IN ('unclear', 'failed');
CREATE INDEX sales_unsent ON sales (created_at)
  WHERE state = 'fiscalised' AND (delivery_problem IS NOT NULL OR receipt_id IS NULL);
