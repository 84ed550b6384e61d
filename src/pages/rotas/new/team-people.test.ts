import { expect, it } from 'vitest';
import { answersAfter, membersOf } from './team-people.ts';

const TEAMS = [
  { id: 'sre', members: ['ann', 'ben'] },
  { id: 'db', members: ['cleo'] },
];
const ANSWERS = { name: '', team: 'sre', timeZone: 'UTC', holidays: null, people: ['ann', 'ben'], regions: [] };

it('a new rota begins with the members of its team, and with nobody without one', () => {
  expect([membersOf('sre', TEAMS), membersOf('gone', TEAMS), membersOf(null, TEAMS)]).toEqual([['ann', 'ben'], [], []]);
});

it('the people follow another team as long as nobody chose them', () => {
  expect(answersAfter(ANSWERS, { team: 'db' }, TEAMS).people).toEqual(['cleo']);
  expect(answersAfter({ ...ANSWERS, team: null, people: [] }, { team: 'db' }, TEAMS).people).toEqual(['cleo']);
  expect(answersAfter(ANSWERS, { team: null }, TEAMS).people).toEqual([]);
});

it('people who were chosen stay, and so does a list that was emptied', () => {
  expect(answersAfter({ ...ANSWERS, people: ['ben'] }, { team: 'db' }, TEAMS).people).toEqual(['ben']);
  expect(answersAfter({ ...ANSWERS, people: [] }, { team: 'db' }, TEAMS).people).toEqual([]);
  expect(answersAfter(ANSWERS, { name: 'Nights' }, TEAMS)).toEqual({ ...ANSWERS, name: 'Nights' });
});
