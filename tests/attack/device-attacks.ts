/** Attacks on the API of the app by somebody whose phone is connected: the least of those who have a session there. */
import type { CallerName } from '../rights/expected.ts';
import { Phone } from '../support/phone.ts';
import type { Enrolment } from '../support/phone.ts';
import { byCrowd, byFreeBodies, hasBody } from './attacks.ts';
import type { Attack, Field } from './attacks.ts';
import { nameOf } from './registered.ts';
import type { Registered } from './registered.ts';
import { aimAt } from './requests.ts';
import type { Aim } from './requests.ts';
import { ask } from './world.ts';

const APP = '/app/api/';

export function deviceAttacks(routes: readonly Registered[]): Attack[] {
  return routes
    .filter(({ url }) => url.startsWith(APP))
    .flatMap((route): Attack[] => {
      const name = nameOf(route);
      const isWrite = route.method !== 'GET';
      const crowd = async (field: Field) => byCrowd(field, await aimFrom(field, route));
      const free = async (field: Field) => byFreeBodies(field, await aimFrom(field, route));
      return [
        { name: `${name} crowd, by a phone`, isWrite, run: crowd },
        ...(hasBody(route.method) ? [{ name: `${name} free, by a phone`, isWrite, run: free }] : []),
      ];
    });
}

/** @param who asks for the link of the person, as whom they are signed in */
export async function connectedPhone({ world, foreign }: Field, who: CallerName, login: string): Promise<Phone> {
  const link = await ask<Enrolment>(world, who, 'POST', `users/${login}/devices/enrolment`, {});
  const phone = new Phone(world.sidecar, { url: foreign.url });
  const enrolled = await phone.enrol(link.body.code);
  const subscribed = await phone.subscribe();
  if (link.status !== 201 || enrolled.status !== 200 || subscribed.status !== 200) {
    throw new Error(`no phone was connected: ${JSON.stringify([link, enrolled, subscribed].map(({ body }) => body))}`);
  }
  return phone;
}

async function aimFrom(field: Field, route: Registered): Promise<Aim> {
  const phone = await connectedPhone(field, 'viewer', 'dee');
  const aim = aimAt(field.world, route);
  const path = aim.path.replace('/incidents/none', `/incidents/${field.world.ids['incidents']}`);
  return { ...aim, path, caller: 'device', headers: { 'x-vigie-app': '1', cookie: phone.cookie } };
}
