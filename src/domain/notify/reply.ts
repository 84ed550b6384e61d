/** Parses a reply: one letter or word, and an incident if it is not the last one. */

type ReplyAction = 'acknowledge' | 'resolve' | 'escalate';

export type ParsedReply =
  | {
      kind: 'act';
      action: ReplyAction;
      /** `last`: the incident of the last message. */ which: 'last' | 'all' | { number: number };
    }
  | { kind: 'stop' }
  | { kind: 'start' }
  | { kind: 'unclear' };

const WORDS: Record<ReplyAction, readonly string[]> = {
  acknowledge: ['a', 'ack', 'acknowledge', 'acknowledged', 'ok', 'acquitter', 'acquitte', 'pris', 'prends'],
  resolve: [
    'c',
    'r',
    'close',
    'closed',
    'resolve',
    'resolved',
    'clos',
    'clore',
    'cloture',
    'cloturer',
    'resolu',
    'resoudre',
    'ferme',
    'fini',
  ],
  escalate: ['e', 'escalate', 'escalade', 'escalader', 'transmettre'],
};
/** Stop words that operators and their rules require, with their French forms. */
const STOP = ['stop', 'stopall', 'unsubscribe', 'arret', 'desabonner'];
const START = ['start', 'unstop', 'reprendre', 'reprise'];
const ALL = ['all', 'tout', 'tous', 'toutes'];
const LONGEST_NUMBER = 9;

/** Lower case without accents, since phones add capitals and accents. */
function plain(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}

function actionOf(word: string): ReplyAction | null {
  const found = (Object.keys(WORDS) as ReplyAction[]).find((action) => WORDS[action].includes(word));
  return found ?? null;
}

function whichOf(token: string | undefined): 'last' | 'all' | { number: number } | null {
  if (token === undefined) {
    return 'last';
  }
  if (ALL.includes(token)) {
    return 'all';
  }
  return /^\d+$/.test(token) && token.length <= LONGEST_NUMBER ? { number: Number(token) } : null;
}

/**
 * `A`, `a 1042`, `À #1042`, `1042 a`, `a1042`, `Ack all`, `clôturé 7`. Only the first line counts, since phones add
 * signatures. More words are a sentence, whose meaning is not guessed.
 */
export function parseReply(text: string): ParsedReply {
  const line =
    plain(text)
      .trim()
      .split(/[\r\n]/)[0] ?? '';
  const tokens = line.match(/[a-z]+|\d+/g) ?? [];
  const isWords = /^[\sa-z\d#.:,!"'()-]*$/.test(line);
  const [first, second] = tokens;
  if (!isWords || first === undefined || tokens.length > 2) {
    return { kind: 'unclear' };
  }
  if (second === undefined && STOP.includes(first)) {
    return { kind: 'stop' };
  }
  if (second === undefined && START.includes(first)) {
    return { kind: 'start' };
  }
  const [word, token] = /^\d/.test(first) && second !== undefined ? [second, first] : [first, second];
  const action = actionOf(word);
  const which = whichOf(token);
  return action === null || which === null ? { kind: 'unclear' } : { kind: 'act', action, which };
}
