/** What is stored is parsed in one place, by schema: whatever another release wrote, or somebody damaged, is named and fails nothing else. */
import { expect, it } from 'vitest';
import { sourceFiles } from './scan.ts';

const DOOR = 'backend-shim/store/stored/json.ts';

/** What parses JSON that comes from elsewhere, and from where. A file that parses none any more must go here, too. */
const OTHERS: Readonly<Record<string, string>> = {
  'backend-shim/importing/snapshot/json.ts': 'snapshots of pagers, and what their APIs send',
  'backend-shim/channels/smpp/send.ts': 'a key in memory that it made itself',
  'backend-shim/channels/web-push/send.ts':
    'keys of a device, by their schema; without them the delivery fails for good',
  'backend-shim/channels/webhook/check.ts': 'what a template makes',
  'backend-shim/configuration/apply.ts': 'a row that it has just written, for the audit log',
  'backend-shim/configuration/users.ts': 'its own copy of a value',
  'backend-shim/http/body.ts': 'bodies of requests',
  'backend-shim/http/routes/compat/routing-key.ts': 'one text of a body',
  'backend-shim/identity/context.ts': 'a header of Grafana',
  'backend-shim/store/release.ts': 'package.json',
  'backend-shim/store/sqlite/foreign-tables.ts': 'dumps of databases of other programs',
  'backend-shim/actions/incidents/command.ts': 'its own copy of a value',
};

const parses = (text: string) => /\bJSON\.parse\b/.test(text.replace(/\/\*[^]*?\*\/|^\s*\/\/.*$/gm, ''));

it('what is stored is read through store/stored: JSON.parse stands nowhere else, but for what comes from elsewhere', () => {
  const found = sourceFiles('backend-shim')
    .filter(({ path, text }) => !/\.(?:test|fake)\.ts$/.test(path) && parses(text))
    .map(({ path }) => path);
  expect(found.filter((file) => file !== DOOR && !Object.hasOwn(OTHERS, file))).toEqual([]);
  expect([DOOR, ...Object.keys(OTHERS)].filter((file) => !found.includes(file))).toEqual([]);
});

it('the rule sees what it is for', () => {
  expect(parses('const given = JSON.parse(row.scopes) as string[];')).toBe(true);
  expect(parses('rows.map(JSON.parse)')).toBe(true);
  expect(parses('/** JSON.parse needs seconds */\n  // JSON.parse')).toBe(false);
});
