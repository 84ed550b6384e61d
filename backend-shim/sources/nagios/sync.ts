/**
 * Updates Nagios by external commands, which its agent writes into the command file of the Nagios machine. `notify` is
 * 0 everywhere, so that no notification comes back.
 */
import type { PullSync, SyncAlert, SourceUpdate } from '../../ports/source-sync.ts';
import { concerned, oneLine, sentence } from '../shared/tell.ts';

/** The command file accepts lines up to the atomic size of a pipe as a whole. */
const LONGEST_COMMENT = 1_800;

function commands(telling: SourceUpdate): string[] {
  return concerned(telling).flatMap((alert) => {
    const subject = subjectOf(alert);
    const line = subject && lineOf(telling, subject);
    return line ? [line] : [];
  });
}

interface CommandSubject {
  kind: 'HOST' | 'SVC';
  /** `host` or `host;service`. */
  names: string;
}

function lineOf(telling: SourceUpdate, { kind, names }: CommandSubject): string | null {
  const author = `${field(telling.actor)} (Vigie)`;
  const comment = oneLine(sentence(telling)).slice(0, LONGEST_COMMENT);
  switch (telling.what) {
    case 'acknowledge':
    case 'snooze':
      // sticky (2): until the problem is over; notify 0; persistent 0: the comment is removed with it.
      return `ACKNOWLEDGE_${kind}_PROBLEM;${names};2;0;0;${author};${comment}`;
    case 'unacknowledge':
      return `REMOVE_${kind}_ACKNOWLEDGEMENT;${names}`;
    case 'note':
    case 'resolve':
      return `ADD_${kind}_COMMENT;${names};1;${author};${comment}`;
    case 'severity':
      return null;
  }
}

/** A name that could be read as more fields or lines is not a name of Nagios. */
function subjectOf({ labels, fingerprint }: SyncAlert): CommandSubject | null {
  const [fromHost, fromService] = fingerprint.slice(fingerprint.indexOf('/') + 1).split(';');
  const names = [labels['host'] ?? fromHost ?? '', labels['service'] ?? fromService].filter(
    (name) => name !== undefined,
  );
  if (names[0] === '' || names.some((name) => name !== oneLine(name) || name.includes(';'))) {
    return null;
  }
  return { kind: names.length === 1 ? 'HOST' : 'SVC', names: names.join(';') };
}

function field(text: string): string {
  return oneLine(text).replaceAll(';', ',').slice(0, 100);
}

export const sync: PullSync = { mode: 'pull', commands };
