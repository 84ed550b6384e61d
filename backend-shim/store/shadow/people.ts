/** Tells whose messages that concern neither an incident nor a rota are in shadow. */
import { isPersonInShadow } from '#domain/notify/shadow';
import type { Directory } from '../../ports/directory.ts';
import type { Work } from '../work.ts';
import { readShadowState } from './shadows.ts';

export function teamsOfPerson({ teams }: Pick<Directory, 'teams'>, user: string | null): string[] {
  return [...teams.values()]
    .filter(({ members, managers }) => user !== null && (members.includes(user) || managers.includes(user)))
    .map(({ id }) => id);
}

/** @returns whether a person's messages leave, as it is now */
export async function readWhoIsReal({ tx, directory }: Work): Promise<(user: string) => boolean> {
  const state = await readShadowState(tx);
  return (user) => !isPersonInShadow(state, teamsOfPerson(directory, user));
}
