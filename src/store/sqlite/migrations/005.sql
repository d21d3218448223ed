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
