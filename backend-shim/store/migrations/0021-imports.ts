/** Adds imports: what the wizard reads from another pager, sealed, and how far each import is. */
export const imports = {
  version: 21,
  name: '0021-imports',
  statements: [
    `create table imports (id text primary key, source text not null, url text not null, keys text not null,
       settings text not null, steps text not null, caller text not null, progress text, failure text,
       outcome text not null, lease_owner text, lease_until bigint, attempts bigint not null,
       created_at bigint not null, created_by text not null, pressed_at bigint not null, switched_at bigint)`,
    `create table import_files (import_id text not null, path text not null, content text not null,
       primary key (import_id, path))`,
  ],
};
