/** Alerts of both sides for tests: the pager that is left, and Vigie in shadow. */
import type { OurCase, PageFacts, PageMessage, TheirCase } from '#modules/importing/domain/pages/model';

export const at = (time: string) => Date.parse(`2026-11-03T${time}Z`);

/** `ann 03:12 sms`; its step was entered at `since`. */
export function message(text: string, more: Partial<PageMessage> = {}): PageMessage {
  const [person = '', time = '', method = 'push'] = text.split(' ');
  return { id: text, at: at(time), person, method, since: null, step: null, ...more };
}

export function theirs(messages: readonly PageMessage[], more: Partial<TheirCase> = {}): TheirCase {
  return { ...life('T1'), service: 'Shop', messages, ...more };
}

export function ours(messages: readonly PageMessage[], more: Partial<OurCase> = {}): OurCase {
  return {
    ...life('O1'),
    number: 7,
    integration: 'shop',
    policy: 'shop',
    held: [],
    unreachable: [],
    messages,
    ...more,
  };
}

function life(id: string) {
  return {
    id,
    keys: ['disk'],
    title: 'Disk full',
    integrations: ['shop'],
    openedAt: at('03:12'),
    acknowledgedAt: null,
    acknowledgedBy: null,
    endedAt: null,
    messages: [],
  };
}

export const FACTS: PageFacts = {
  rotas: [],
  received: new Map([['shop', 3]]),
  dropped: [],
  imported: new Set(['shop']),
  unmapped: new Map([['unknown:u9', 'Zoe']]),
  tellsOnCallOnly: false,
  takesTurns: () => false,
};
