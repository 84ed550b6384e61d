/**
 * Adds sessions of the app on people's devices, and the links that enrol a device. Devices themselves are in `config`.
 */
export const devices = {
  version: 7,
  name: '0007-devices',
  statements: [
    `create table device_sessions (device text primary key, "user" text not null, token text not null, created_at bigint not null,
       seen_at bigint not null, expires_at bigint not null)`,
    `create unique index device_sessions_by_token on device_sessions (token)`,
    `create table enrolments ("user" text primary key, code text not null, made_at bigint not null, expires_at bigint not null)`,
    `create unique index enrolments_by_code on enrolments (code)`,
  ],
};
