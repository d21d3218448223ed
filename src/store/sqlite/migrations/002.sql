CREATE TABLE sales (
  id TEXT PRIMARY KEY,
  natural_key TEXT UNIQUE,
  fingerprint TEXT NOT NULL,
  document_id TEXT,
  register TEXT NOT NULL,
  profile TEXT NOT NULL,
  format TEXT NOT NULL,
  body TEXT NOT NULL,
  total INTEGER NOT NULL,
  calculation_type INTEGER NOT NULL,
  contact_sealed BLOB,
  contact_hash TEXT,
  contact_mask TEXT,
  contact_problem TEXT,
  electronically INTEGER NOT NULL,
  state TEXT NOT NULL,
  version INTEGER NOT NULL,
  command_id TEXT,
  asked INTEGER NOT NULL,
  due_at INTEGER,
  reason TEXT,
  reply TEXT,
  result TEXT,
  receipt_id TEXT,
  delivery_problem TEXT,
  form_opened INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT;

CREATE INDEX sales_due ON sales (due_at) WHERE due_at IS NOT NULL;
CREATE INDEX sales_by_state ON sales (register, state, id);
CREATE INDEX sales_by_receipt ON sales (receipt_id) WHERE receipt_id IS NOT NULL;
CREATE INDEX sales_by_contact ON sales (contact_hash) WHERE contact_hash IS NOT NULL;
CREATE INDEX sales_by_age ON sales (created_at);
