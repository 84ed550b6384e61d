import { expect, it } from 'vitest';
import { auditStates } from './audit-states.ts';

it.each([
  ['units', 'units'],
  ['workProfiles', 'work-profiles'],
])('of %s the log has the names of changed fields', (kind, name) => {
  const before = { id: 'ops', hr: ['hana'], pay: [{ rate: 2.2 }], counsel: undefined };
  const after = { id: 'ops', hr: ['hana'], pay: [{ rate: 2.3 }], counsel: { name: 'Me Durand' } };
  expect(auditStates(kind, before, after)).toEqual({
    kind: name,
    before: null,
    after: { changed: ['counsel', 'pay'] },
  });
  expect(auditStates(kind, null, { id: 'ops', hr: [] })).toMatchObject({ after: { changed: ['hr', 'id'] } });
  expect(auditStates(kind, before, null)).toEqual({ kind: name, before: null, after: null });
});

it('of others it has both states, without secrets', () => {
  const [before, after] = [{ id: 'room', secrets: { key: 'a' } }, null];
  expect(auditStates('channels', before, after)).toEqual({
    kind: 'channels',
    before: { id: 'room', secrets: { key: null } },
    after: null,
  });
});
