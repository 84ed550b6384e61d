/** SQL lives in backend-shim/store: other folders call functions whose names say what they return. */
import { describe, expect, it } from 'vitest';
import { isTest } from './rules.ts';
import { roomOf, sourceFiles } from './scan.ts';
import { statementsOf } from './statements.ts';

const withSql = sourceFiles('src', 'backend-shim')
  .filter(({ path }) => !roomOf(path).startsWith('backend-shim/store/') && !isTest(path))
  .map((file) => ({ path: file.path, statements: statementsOf(file) }))
  .filter(({ statements }) => statements.length > 0);

describe('SQL', () => {
  it('stands in backend-shim/store only', () => {
    const problems = withSql.flatMap(({ path, statements }) => statements.map((one) => `${path} ${one}`));
    expect(problems, 'move each statement to a function of backend-shim/store/<aggregate>').toEqual([]);
  });
});

describe('the rule', () => {
  const of = (text: string) => statementsOf({ path: 'backend-shim/stages/duty/x.ts', text });

  it.each([
    ['a statement in quotes', `run(db, 'select id from incidents', []);`],
    ['a statement in a template', 'run(db, `select id from incidents where id = ${p(1)}`, [id]);'],
    ['a template that begins with a hole', 'run(db, `select ${columns} from incidents`, []);'],
    ['a statement over several lines', 'const text = `\n  with recursive a as (select 1)\n  select *\n  from a`;'],
    ['an insert', `run(db, 'insert into meta (key) values (1)', []);`],
    ['an update', 'run(db, `update meta\n set value = 1`, []);'],
    ['a delete', 'run(db, `delete from ${table}`, []);'],
    ['the columns and the table of a select', `selectIn(tx, cap, 'id, "user" from deliveries', 'id', ids);`],
    ['the builder', `db.selectFrom('meta').selectAll();`],
    ['the builder over several lines', `db\n  .updateTable('meta')\n  .set({});`],
    ['the functions that run a text', `import { run } from '../store/query.ts';`],
  ])('finds %s', (_, text) => {
    expect(of(text)).toHaveLength(1);
  });

  it.each([
    ['comments', `// select id from incidents\n/** delete from meta */`],
    ['sentences', `const help = 'Choose a rota from the list'; const what = 'Alert from Grafana';`],
    ['sentences with words of SQL', `const help = 'Select nothing'; const hint = 'Update the version';`],
    ['functions of the store', `import { readIncident } from '../store/incidents/incidents.ts';`],
  ])('leaves %s', (_, text) => {
    expect(of(text)).toEqual([]);
  });
});
