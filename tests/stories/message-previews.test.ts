/** Every message that Vigie sends can be read before it is sent; each fits one SMS in the alphabet that costs one. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MESSAGE_PREVIEWS } from '#contract/rotas/preview';
import { gsm7Length, isGsm7 } from '#domain/notify/render/gsm7';
import { startSidecar } from '../support/sidecar.ts';
import type { Sidecar } from '../support/sidecar.ts';

let sidecar: Sidecar;
beforeAll(async () => {
  sidecar = await startSidecar({ provisioning: 'apiVersion: 1\n' });
});
afterAll(() => sidecar.remove());

type Preview = { subject: string; short: string; text: string };
const preview = async (body: object) => (await sidecar.api<Preview>('POST', 'messages/preview', body)).body;

const SAYS: Record<(typeof MESSAGE_PREVIEWS)[number], [english: string, french: string]> = {
  page: ['You are paged: please answer.', 'On a besoin de vous'],
  update: ['Acknowledged by Ben Petit', 'Pris en charge par Ben Petit'],
  status: ['because of the subscription “Management”', 'par l’abonnement « Management »'],
  storm: ['2 updates (Management)', '2 points de situation (Management)'],
  test: ['This is a test', 'Ceci est un test'],
  verify: ['Your code is 123456', 'Votre code est 123456'],
  onCall: ['You are on call for SRE primary', 'Vous êtes d’astreinte pour SRE primary'],
  handoff: ['Your duty for SRE primary ended', 'Votre astreinte pour SRE primary s’est terminée'],
  swap: ['Ben Petit asks for somebody to take SRE primary', 'Ben Petit cherche quelqu’un'],
  digest: ['something to do in SRE primary', 'quelque chose à faire dans SRE primary'],
  lost: ['no longer reaches you by SMS', 'ne vous joint plus par SMS'],
  outage: ['Nobody can page Ann Martin until it works again', 'impossible de joindre Ann Martin'],
  release: ['11 h of rest after', '11 h de repos après'],
  whenStopped: ['You answered #42 at', 'Vous avez répondu au n° 42 le mer.'],
  releases: ['Ben Petit starts at', 'Ben Petit reprend au plus tôt à'],
  statement: ['hours are ready. Please have a look before', 'sont prêtes. Merci de les relire avant le'],
  programme: ['Keep this mail: it proves what you were told', 'Gardez ce message : il prouve'],
  advice: [
    'Ben Petit (41 h in 12 weeks) could take a night',
    'Ben Petit (41 h en 12 semaines) pourrait prendre une nuit',
  ],
  month: [
    'There were 42 incidents, after 30 in the month before.',
    'Il y a eu 42 incidents, après 30 le mois précédent.',
  ],
  hr: ['Dee Durand has named themselves HR of Exemple SAS', 'Dee Durand a pris le rôle de RH d’Exemple SAS'],
};

describe.each(MESSAGE_PREVIEWS)('the message %s', (kind) => {
  it.each([
    ['en', 0],
    ['fr', 1],
  ] as const)('reads well in %s, and fits one SMS', async (language, index) => {
    const { subject, short, text } = await preview({ kind, language });
    expect(text).toContain(SAYS[kind][index]);
    expect(subject).not.toBe('');
    expect([isGsm7(short), gsm7Length(short) <= 160]).toEqual([true, true]);
  });
});

it('a message to somebody who is not paged asks for no answer', async () => {
  expect((await preview({ kind: 'status', update: 'exhausted' })).text).not.toContain('/r/');
});
