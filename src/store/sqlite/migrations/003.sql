-- open_since: since when nobody knows whether an attempt went out; status_due_at: when to ask the provider where the message is.
ALTER TABLE deliveries ADD COLUMN open_since INTEGER;
ALTER TABLE deliveries ADD COLUMN status_due_at INTEGER;
ALTER TABLE deliveries ADD COLUMN status_checks INTEGER NOT NULL DEFAULT 0;

CREATE INDEX deliveries_status_due ON deliveries (status_due_at) WHERE status_due_at IS NOT NULL;
CREATE INDEX deliveries_by_provider_id ON deliveries (account, provider_message_id) WHERE provider_message_id IS NOT NULL;
CREATE INDEX deliveries_sent_sms ON deliveries (profile, sent_at) WHERE channel = 'sms';
CREATE INDEX deliveries_sms_of_contact ON deliveries (contact_hash, sent_at) WHERE channel = 'sms';
