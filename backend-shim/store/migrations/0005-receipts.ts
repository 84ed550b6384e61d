/** Adds receipts of services for accepted messages, replies by SMS, and numbers whose owner answered STOP. */
export const receipts = {
  version: 5,
  name: '0005-receipts',
  statements: [
    `create table receipts (id text primary key, provider_id text not null, body text not null, at bigint not null, due_at bigint not null)`,
    `create index receipts_due on receipts (due_at)`,
    `create index deliveries_by_provider on deliveries (provider_id)`,
    `create table heard (service text not null, message text not null, number text not null, at bigint not null, primary key (service, message))`,
    `create index heard_by_number on heard (number, at)`,
    `create table stopped (number text primary key, at bigint not null)`,
  ],
};
