/** Declares the tables of rights and of the audit log; see schema.ts. */

export interface AuditTable {
  id: string;
  at: number;
  actor: string;
  action: string;
  kind: string;
  subject: string;
  before: string | null;
  after: string | null;
}

export interface TokenTable {
  id: string;
  name: string;
  hash: string;
  scopes: string;
  created_at: number;
  created_by: string;
  expires_at: number | null;
  last_used_at: number | null;
  version: number;
}

export interface IdentityTable {
  login: string;
  uid: string;
  first_seen_at: number;
}
