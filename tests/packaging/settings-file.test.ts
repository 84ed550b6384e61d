/** The settings of the Debian package's service, as its commands read them: by the rules of systemd.exec(5), EnvironmentFile=. */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { inRoot } from '../../scripts/lib/paths.mjs';

const folder = mkdtempSync(path.join(tmpdir(), 'vigie-settings-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const [reader = ''] =
  /^read_settings\(\) \{.*?^\}/ms.exec(readFileSync(inRoot('packaging/debian/vigie'), 'utf8')) ?? [];

function read(text: string, name: string): { value: string; warning: string } {
  const file = path.join(folder, 'environment');
  writeFileSync(file, text);
  const script = `set -eu; settings=${file}; ${reader}\nread_settings; printf %s. "$${name}"`;
  const { stdout, stderr } = spawnSync('sh', ['-c', script], { encoding: 'utf8', env: { PATH: '/usr/bin:/bin' } });
  return { value: stdout.slice(0, -1), warning: stderr };
}

it.each([
  ['X=plain', 'plain'],
  ['  X=after blanks', 'after blanks'],
  ['X = around the sign ', 'around the sign'],
  ['X="in \\"quotes\\" \\\\ \\$HOME \\n"', 'in "quotes" \\ $HOME \\n'],
  ["X='as it \\ is'", 'as it \\ is'],
  ['X=a\\\\b\\ c', 'a\\b c'],
  ['X=one\\\ntwo', 'onetwo'],
  ['X=a=b # no comment', 'a=b # no comment'],
  ['# X=commented\n; X=too\nX=last', 'last'],
  ['X=', ''],
  ['X=no newline at the end', 'no newline at the end'],
])('%j', (text, value) => {
  expect(read(text, 'X')).toEqual({ value, warning: '' });
});

it.each(['export Y=1', '9Y=1', 'no sign'])('ignores %j, and says so', (line) => {
  const { value, warning } = read(`${line}\nX=read\n`, 'X');
  expect(value).toBe('read');
  expect(warning).toContain('is not NAME=value');
});

it('is valid for the shell of Debian', () => {
  expect(reader).not.toBe('');
  execFileSync('sh', ['-n', inRoot('packaging/debian/vigie')]);
});
