-- Settings: which fields a change touched, and an id by which it is found again.
CREATE TABLE settings_changes (
  id TEXT PRIMARY KEY,
  profile TEXT NOT NULL,
  section TEXT NOT NULL,
  value TEXT NOT NULL,
  changed_at INTEGER NOT NULL,
  changed_by TEXT NOT NULL,
  dropped INTEGER NOT NULL DEFAULT 0,
  changes TEXT NOT NULL DEFAULT '[]'
) STRICT, WITHOUT ROWID;

INSERT INTO settings_changes (id, profile, section, value, changed_at, changed_by)
SELECT printf('%036d', rowid), profile, section, value, changed_at, changed_by FROM settings_history;

DROP TABLE settings_history;
ALTER TABLE settings_changes RENAME TO settings_history;
CREATE INDEX settings_history_by_section ON settings_history (profile, section, id);
