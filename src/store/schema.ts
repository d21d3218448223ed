import type { Generated } from 'kysely';

/** The tables, as `migrations/` make them. Times are milliseconds since 1970, money is kopecks. */
export interface Schema {
  receipts: {
    id: string;
    fiscal_drive_number: string;
    fiscal_document_number: number;
    fiscal_sign: string;
    date_time: string;
    total: number;
    calculation_type: number;
    profile: string;
    format: string;
    body: string;
    created_at: number;
  };
  deliveries: {
    id: string;
    receipt_id: string;
    channel: string;
    profile: string;
    account: string;
    contact_sealed: Uint8Array;
    contact_hash: string;
    contact_mask: string;
    resend: number;
    options: string;
    status: string;
    due_at: number | null;
    lease_owner: string | null;
    lease_until: number | null;
    attempts: Generated<number>;
    reason: string | null;
    reply: string | null;
    provider_message_id: string | null;
    parts: number | null;
    cost: number | null;
    created_at: number;
    updated_at: number;
    expires_at: number;
    sent_at: number | null;
    delivered_at: number | null;
    open_since: number | null;
    status_due_at: number | null;
    status_checks: Generated<number>;
  };
  attempts: {
    delivery_id: string;
    number: number;
    started_at: number;
    finished_at: number;
    outcome: string;
    reason: string | null;
    reply: string | null;
  };
  account_states: { account: string; not_before: number; reason: string | null; reply: string | null; faults: number };
  settings: {
    profile: string;
    section: string;
    value: string;
    secrets: Uint8Array | null;
    changed_at: number;
    changed_by: string;
  };
  settings_history: { profile: string; section: string; value: string; changed_at: number; changed_by: string };
  sales: {
    id: string;
    natural_key: string | null;
    fingerprint: string;
    document_id: string | null;
    register: string;
    profile: string;
    format: string;
    body: string;
    total: number;
    calculation_type: number;
    contact_sealed: Uint8Array | null;
    contact_hash: string | null;
    contact_mask: string | null;
    contact_problem: string | null;
    electronically: number;
    state: string;
    version: number;
    command_id: string | null;
    asked: number;
    due_at: number | null;
    reason: string | null;
    reply: string | null;
    result: string | null;
    receipt_id: string | null;
    delivery_problem: string | null;
    form_opened: number;
    created_at: number;
    updated_at: number;
  };
  meta: { key: string; value: string };
}
