/** Says for a plan whom the source means: whom the map has, whom Vigie knows, and who is to be asked for. */
import { done, importFailure } from '#modules/importing/contract/failures';
import type { ImportResult } from '#modules/importing/contract/failures';
import type { ImportReason } from '#modules/importing/contract/reasons';
import type { MapFile } from '../snapshot/map-file.ts';
import type { StoredSnapshot } from '../snapshot/snapshot.ts';
import type { ImportContext } from '../steps/context.ts';
import type { VigieClient } from '../vigie/client.ts';
import { namesIn } from './name-of.ts';
import { readPeopleFile, writePeopleFile } from './people-file.ts';
import type { PeopleFile } from './people-file.ts';
import { mapPeople } from './people-map.ts';
import type { PeopleMap, VigiePerson } from './people-map.ts';

export interface AskedPeople {
  map: PeopleMap;
  file: PeopleFile;
  /** null: there is no file yet. */
  text: string | null;
  known: readonly VigiePerson[];
}

export async function askedPeople(
  { settings, world, pager }: ImportContext,
  snapshot: StoredSnapshot,
  vigie: VigieClient | null,
): Promise<ImportResult<AskedPeople>> {
  const text = await world.readFile(settings.people);
  const file = readPeopleFile(text, settings.people);
  const known: ImportResult<VigiePerson[]> = vigie === null ? done([]) : await vigie.users();
  if (!file.ok || !known.ok) {
    return file.ok ? (known as Extract<typeof known, { ok: false }>) : file;
  }
  const map = mapPeople(pager.people(snapshot.config), file.value.choices, known.value, namesIn(snapshot));
  return done({ map, file: file.value, text, known: known.value });
}

/** Whoever is on call by the source's own answer is asked for, whether or not a layer names them. */
export function askForNamed({ pager }: ImportContext, snapshot: StoredSnapshot, map: PeopleMap): void {
  for (const answer of snapshot.answers) {
    pager
      .timelineOf(answer, snapshot)
      .filter(({ start, end }) => start < snapshot.to && end > snapshot.from)
      .forEach(({ people }) => people.forEach((id) => map.loginOf(id)));
  }
}

/** Adds to the map whom it lacks, for a person to confirm. @returns whether somebody has confirmed it as it is now */
export async function writeNewPeople(
  { settings, world }: ImportContext,
  { map, file, text }: AskedPeople,
): Promise<ImportResult<boolean>> {
  const isNew = map.people.some(
    ({ id, email }) => !file.choices.has(id) && !file.choices.has(email?.toLowerCase() ?? ''),
  );
  const confirmed = file.confirmed && !isNew;
  if (text === null || isNew) {
    const wrote = await world.writeFile(settings.people, writePeopleFile(map.people, confirmed));
    if (!wrote) {
      return importFailure('people-file', { file: settings.people, detail: 'it cannot be written' });
    }
  }
  return done(confirmed);
}

/** Why `apply` will save nothing of a person's methods and rules; null: it will. */
export function whyKept(
  { settings }: ImportContext,
  map: MapFile,
  person: VigiePerson | undefined,
): ImportReason | null {
  if (person === undefined) {
    return null;
  }
  const key = `users ${person.login}`;
  const applied = Object.hasOwn(map.applied, key) ? map.applied[key] : undefined;
  if (settings.toFolder !== null) {
    return applied?.version === null ? null : 'person-known';
  }
  if (person.isFromFile) {
    return 'person-from-file';
  }
  const isOurs = applied !== undefined && (applied.version === null || applied.version === person.version);
  return person.hasMethods && !isOurs ? 'person-keeps-own' : null;
}
