import { spawnSync } from 'node:child_process';
import { expect, it } from 'vitest';

/** What a process of its own writes to stdout. */
function written(program: string): Array<Record<string, unknown>> {
  const text = `const { createLog } = await import('${new URL('./pino-log.ts', import.meta.url).href}'); const log = createLog('info'); ${program}`;
  const { stdout } = spawnSync(process.execPath, ['--input-type=module', '--eval', text], { encoding: 'utf8' });
  return stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}

it('redacts secrets by name, in the line, one level below and in what a child adds', () => {
  const lines = written(`
    log.info({ token: 'abc', name: 'a' }, 'own');
    log.info({ method: { secret: 'abc', kind: 'sms' } }, 'below');
    log.info({ req: { headers: { authorization: 'abc' } } }, 'header');
    log.child({ password: 'abc' }).info({ name: 'b' }, 'child');
    log.child({ name: 'c' }).info({ authorization: 'abc' }, 'of a child');
    log.info({ name: 'd', nothing: null }, 'plain');`);
  expect(JSON.stringify(lines)).not.toContain('abc');
  expect(lines.map(({ msg }) => msg)).toEqual(['own', 'below', 'header', 'child', 'of a child', 'plain']);
  expect(lines[1]).toMatchObject({ level: 'info', method: { secret: '[Redacted]', kind: 'sms' } });
  expect(lines[5]).toMatchObject({ name: 'd', nothing: null });
});

it('loses no line where the process ends in the same turn, by itself or by an error', () => {
  expect(written(`log.info({}, 'last'); process.exit(0);`)).toMatchObject([{ msg: 'last' }]);
  expect(written(`log.info({}, 'last'); throw new Error('bug');`)).toMatchObject([{ msg: 'last' }]);
  expect(written(`log.info({}, 'before'); log.error({}, 'last'); process.kill(process.pid, 'SIGKILL');`)).toMatchObject(
    [{ msg: 'before' }, { msg: 'last' }],
  );
});

it('writes the lines of one turn in their order, those of children among them', () => {
  const lines = written(`
    const child = log.child({ part: 1 });
    for (let n = 0; n < 1000; n++) (n % 2 ? child : log).info({ n, ...(n % 3 ? {} : { of: {} }) }, 'line');`);
  expect(lines.map(({ n }) => n)).toEqual(Array.from({ length: 1000 }, (_, n) => n));
});
