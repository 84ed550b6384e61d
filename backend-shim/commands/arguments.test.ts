import { expect, test } from 'vitest';
import { readArguments } from './arguments.ts';

const MORE = { names: ['move'], usage: ['move <what>       of a module'] };

test.each([
  [[], { name: 'run' }],
  [['--check'], { name: 'check', files: false, json: false }],
  [['--check', '--json'], { name: 'check', files: false, json: true }],
  [['--rekey'], { name: 'rekey' }],
  [['--backup', '/tmp/a.db'], { name: 'backup', file: '/tmp/a.db' }],
  [['--restore=/tmp/a.db'], { name: 'restore', file: '/tmp/a.db' }],
  [['--restore'], { name: 'restore', file: undefined }],
  [['run'], { name: 'run' }],
  [['move', '--help', 'x'], { name: 'module', command: 'move', args: ['--help', 'x'] }],
  [['check'], { name: 'check', files: false, json: false }],
  [['check', '--json'], { name: 'check', files: false, json: true }],
  [['check', '--files'], { name: 'check', files: true, json: false }],
  [['backup', '/tmp/a.db'], { name: 'backup', file: '/tmp/a.db' }],
  [['restore'], { name: 'restore', file: undefined }],
  [['rekey'], { name: 'rekey' }],
  [['status'], { name: 'status' }],
  [['token'], { name: 'token' }],
  [['help'], { name: 'help' }],
  [['--help'], { name: 'help' }],
])('%j', (args, command) => {
  expect(readArguments(args, MORE)).toEqual(command);
});

test.each([
  [['--chek'], /"--chek" is unknown .* Did you mean "--check"\? Usage: /],
  [['chek'], /"chek" is unknown .* Did you mean "check"\? Usage: /],
  [['mvoe'], /"mvoe" is unknown .* Did you mean "move"\? Usage: [^]*\n  move <what>       of a module\n/],
  [['import', 'x'], /"import" is unknown/],
  [['check', 'status'], /"status"/],
  [['run', 'check'], /"check"/],
  [['status', '--json'], /"--json"/],
  [['--json'], /"--json" is unknown or stands in the wrong place/],
  [['--check', 'now'], /"now"/],
  [['--check=no'], /"--check=no"/],
  [['--rekey', '--json'], /"--json"/],
  [['--check', '--rekey'], /"--rekey"/],
  [['--backup', '/tmp/a.db', '/tmp/b.db'], /"\/tmp\/b.db"/],
  [['--backup', '--restore'], /"--restore"/],
  [['--backup', '/tmp/a.db', '--backup', '/tmp/b.db'], /"--backup"/],
])('%j does not start the sidecar', (args, problem) => {
  expect(readArguments(args, MORE)).toEqual({ name: 'unknown', problem: expect.stringMatching(problem) });
});
