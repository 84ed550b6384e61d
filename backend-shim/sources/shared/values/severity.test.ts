import { describe, expect, it } from 'vitest';
import { severityIn, severityOf } from './severity.ts';

describe('severityOf', () => {
  it.each([
    [
      'critical',
      [
        'critical',
        'CRIT',
        'P1',
        'p-1',
        'P0',
        'sev1',
        'SEV-1',
        'Sev 1',
        'page',
        'disaster',
        'Emergency',
        'fatal',
        'panic',
        'blocker',
        '1 - Critical',
        'Priority 1',
        'level: critical!',
      ],
    ],
    ['error', ['error', 'err', 'High', 'major', 'p2', 'sev2', 'failure', '2 - High']],
    ['warning', ['warning', 'WARN', 'medium', 'minor', 'average', 'moderate', 'P3', 'ticket']],
    ['info', ['info', 'Information', 'notice', 'low', 'none', 'ok', 'debug', 'p4', 'P5', 'Not classified']],
    [null, ['', '1', '5', 'purple', 'constructor', '__proto__', 'toString', `critical${'!'.repeat(100)}`]],
  ])('%s: %j', (severity, words) => {
    expect(words.map(severityOf)).toEqual(words.map(() => severity));
  });

  it('of several words the worst counts', () => {
    expect(severityOf('warning/critical')).toBe('critical');
    expect(severityOf('low-medium')).toBe('warning');
  });
});

describe('severityIn', () => {
  it('takes the first name whose word is known', () => {
    expect(severityIn({ level: 'info', priority: 'P1' })).toBe('critical');
    expect(severityIn({ severity: 'purple', level: 'info' })).toBe('info');
    expect(severityIn({ Severity: 'high' })).toBe('error');
    expect(severityIn({ severity: ['critical'] })).toBeNull();
    expect(severityIn({})).toBeNull();
  });
});
