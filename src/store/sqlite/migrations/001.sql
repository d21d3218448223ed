CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE receipts (
  id TEXT PRIMARY KEY,
  fiscal_drive_number TEXT NOT NULL,
  fiscal_document_number INTEGER NOT NULL,
  fiscal_sign TEXT NOT NULL,
  date_time TEXT NOT NULL,
  total INTEGER NOT NULL,
  calculation_type INTEGER NOT NULL,
  profile TEXT NOT NULL,
  format TEXT NOT NULL,
  body TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  UNIQUE (fiscal_drive_number, fiscal_document_number, fiscal_sign)
) STRICT;

CREATE INDEX receipts_by_document ON receipts (fiscal_document_number);
CREATE INDEX receipts_by_total ON receipts (total, id);
CREATE INDEX receipts_by_age ON receipts (created_at);

CREATE TABLE deliveries (
  id TEXT PRIMARY KEY,
  receipt_id TEXT NOT NULL REFERENCES receipts (id) ON DELETE CASCADE,
  channel TEXT NOT NULL,
  profile TEXT NOT NULL,
  account TEXT NOT NULL,
  contact_sealed BLOB NOT NULL,
  contact_hash TEXT NOT NULL,
  contact_mask TEXT NOT NULL,
  resend INTEGER NOT NULL,
  options TEXT NOT NULL,
  status TEXT NOT NULL,
  due_at INTEGER,
  lease_owner TEXT,
  lease_until INTEGER,
  attempts INTEGER NOT NULL DEFAULT 0,
  reason TEXT,
  reply TEXT,
  provider_message_id TEXT,
  parts INTEGER,
  cost INTEGER,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  sent_at INTEGER,
  delivered_at INTEGER,
  UNIQUE (receipt_id, channel, contact_hash, resend)
) STRICT;

CREATE INDEX deliveries_due ON deliveries (account, due_at, id) WHERE status = 'queued';
CREATE INDEX deliveries_leased ON deliveries (lease_owner) WHERE status = 'sending';
CREATE INDEX deliveries_by_status ON deliveries (status, id);
CREATE INDEX deliveries_by_contact ON deliveries (contact_hash, id);

CREATE TABLE attempts (
  delivery_id TEXT NOT NULL REFERENCES deliveries (id) ON DELETE CASCADE,
  number INTEGER NOT NULL,
  started_at INTEGER NOT NULL,
  finished_at INTEGER NOT NULL,
  outcome TEXT NOT NULL,
  reason TEXT,
  reply TEXT,
  PRIMARY KEY (delivery_id, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE account_states (
  account TEXT PRIMARY KEY,
  not_before INTEGER NOT NULL,
  reason TEXT,
  reply TEXT,
  faults INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE settings (
  profile TEXT NOT NULL,
  section TEXT NOT NULL,
  value TEXT NOT NULL,
  secrets BLOB,
  changed_at INTEGER NOT NULL,
  changed_by TEXT NOT NULL,
  PRIMARY KEY (profile, section)
) STRICT, WITHOUT ROWID;

CREATE TABLE settings_history (
  profile TEXT NOT NULL,
  section TEXT NOT NULL,
  value TEXT NOT NULL,
  changed_at INTEGER NOT NULL,
  changed_by TEXT NOT NULL
) STRICT;

CREATE INDEX settings_history_by_time ON settings_history (changed_at);
