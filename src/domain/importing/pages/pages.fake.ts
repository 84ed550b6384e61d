/** Alerts of both sides for tests: the pager that is left, and Vigie in shadow. */
import type { OurCase, PageFacts, PageNotice, TheirCase } from '#domain/importing/pages/model';

export const at = (time: string) => Date.parse(`2026-11-03T${time}Z`);

/** `ann 03:12 sms`; its step was entered at `since`. */
export function notice(text: string, more: Partial<PageNotice> = {}): PageNotice {
  const [person = '', time = '', method = 'push'] = text.split(' ');
  return { id: text, at: at(time), person, method, since: null, step: null, ...more };
}

export function theirs(notices: readonly PageNotice[], more: Partial<TheirCase> = {}): TheirCase {
  return { ...life('T1'), service: 'Shop', notices, ...more };
}

export function ours(notices: readonly PageNotice[], more: Partial<OurCase> = {}): OurCase {
  return {
    ...life('O1'),
    ...{ number: 7, integration: 'shop', policy: 'shop', held: [], unreachable: [] },
    notices,
    ...more,
  };
}

function life(id: string) {
  return {
    ...{ id, keys: ['disk'], title: 'Disk full', integrations: ['shop'] },
    ...{ openedAt: at('03:12'), acknowledgedAt: null, acknowledgedBy: null, endedAt: null, notices: [] },
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
