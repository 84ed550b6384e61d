import { expect, test } from 'vitest';
import { believeContext, readContext } from './context.ts';

const ann = {
  UserUID: 'u1',
  UserID: 4,
  Login: 'ann',
  Name: 'Zoë',
  Email: '',
  OrgID: 1,
  OrgRole: 'Editor',
  Teams: [7, 'x'],
  IsAnonymous: false,
  IsServiceAccount: false,
  IsDisabled: false,
};
const header = (value: unknown) => Buffer.from(JSON.stringify(value), 'utf8').toString('latin1');

test('names survive HTTP headers', () => {
  expect(readContext(header(ann))).toEqual({
    uid: 'u1',
    login: 'ann',
    name: 'Zoë',
    email: null,
    org: 1,
    role: 'Editor',
    teams: [7],
    kind: 'user',
    disabled: false,
  });
});

test.each([
  [4, 'user:4'],
  [1, 'user:1'],
  [0, ''],
  [-1, ''],
  [undefined, ''],
])('an old Grafana without UIDs is known by the number: %j', (id, uid) => {
  expect(readContext(header({ ...ann, UserUID: undefined, UserID: id }))?.uid).toBe(uid);
});

test.each([null, '', '{', '"ann"', '[]x'])('%s is not a context', (text) => {
  expect(readContext(text)).toBeNull();
});

const believe = (change: object) => believeContext([1, 2])({ id: null, context: header({ ...ann, ...change }) });

test('roles and organisations that count', async () => {
  expect(await believe({})).toMatchObject({ ok: true, identity: { kind: 'user', login: 'ann', role: 'Editor' } });
  expect(await believe({ OrgRole: 'None' })).toMatchObject({ identity: { role: 'Viewer' } });
  expect(await believe({ OrgID: 3 })).toMatchObject({ ok: false, code: 'foreign' });
  expect(await believe({ OrgID: undefined })).toMatchObject({ ok: false, code: 'foreign' });
  expect(await believe({ IsDisabled: true })).toMatchObject({ ok: false, code: 'unknown' });
  expect(await believe({ Login: '' })).toMatchObject({ ok: false, code: 'unknown', why: 'no-user' });
  expect(await believe({ UserUID: '', UserID: 0 })).toMatchObject({ ok: false, code: 'unknown', why: 'no-user' });
  expect(await believeContext([1])({ id: null, context: '{' })).toMatchObject({
    ok: false,
    code: 'unknown',
    why: 'no-context',
  });
  expect(await believe({ Login: '', UserUID: '', UserID: 0, IsAnonymous: true })).toMatchObject({
    ok: true,
    identity: { kind: 'anonymous' },
  });
});
