import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';

const PINO_LOG = new URL('./pino-log.ts', import.meta.url).href;

/** Writes 8 MB while nobody reads, and says on stderr how long its event loop stood at most. */
const PROGRAM = `
  const { createLog } = await import('${PINO_LOG}');
  const log = createLog('info');
  let [last, stood] = [performance.now(), 0];
  const beat = setInterval(() => { const now = performance.now(); stood = Math.max(stood, now - last); last = now; }, 1);
  const line = (n) => log.info({ n, of: 'x'.repeat(1000) }, 'line');
  for (let n = 0; n < 8000; n++) { line(n); if (n % 10 === 0) await new Promise((r) => setTimeout(r, 1)); }
  clearInterval(beat);
  process.stderr.write(String(Math.round(stood)));
  process.stdin.once('data', () => { log.info({ n: 'after' }, 'read'); setTimeout(() => process.exit(0), 500); });`;

describe('A log whose reader stands still', () => {
  it('over a socket never holds the process, and says how many lines it left out', async () => {
    const child = spawn(process.execPath, ['--input-type=module', '--eval', PROGRAM]);
    let stood = '';
    child.stderr.on('data', (data: Buffer) => (stood += data.toString()));
    // Nobody reads stdout until the program has written all.
    while (stood === '') await pause(50);
    expect(Number(stood)).toBeLessThan(90);
    const read = text(child.stdout);
    await pause(1500);
    child.stdin.write('go\n');
    judge(await read);
  });

  it('over a pipe, too', async () => {
    const child = spawn('sh', [
      '-c',
      '{ "$0" --input-type=module --eval "$1" <&3; } 3<&0 | { sleep 3; cat; }',
      process.execPath,
      PROGRAM,
    ]);
    let stood = '';
    child.stderr.on('data', (data: Buffer) => (stood += data.toString()));
    while (stood === '') await pause(50);
    expect(Number(stood)).toBeLessThan(90);
    const read = text(child.stdout);
    await pause(3500);
    child.stdin.write('go\n');
    judge(await read);
  }, 30_000);
});

function judge(output: string): void {
  const lines = output
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as { n?: number | string; lines?: number; msg: string });
  const numbers = lines.flatMap(({ n }) => (typeof n === 'number' ? [n] : []));
  expect(numbers).toEqual(numbers.map((_, index) => index));
  const missing = lines.filter(({ msg }) => msg.includes('did not keep up'));
  expect(missing).toHaveLength(1);
  expect(numbers.length + (missing[0]?.lines ?? 0)).toBe(8000);
  expect(lines.at(-1)?.n).toBe('after');
}
