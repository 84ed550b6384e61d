/** The form of an override, and its conversion for the API and the preview. */
import type { AnyRota, Override, OverrideChange, Rota } from '#domain/rota/model';
import { versionsOf } from '#domain/rota/model';
import { formatLocal, parseLocal, parseTime } from '#domain/time/local';
import type { ZoneTable } from '#domain/time/zone';
import { firstInstant, toLocal } from '#domain/time/zone';
import type { ListedOverride, NewOverride } from '../../../api/resources/rotas.ts';
import type { TimeRange } from '../timeline/view.ts';

export type ChangeKind = OverrideChange['kind'];

export interface OverrideForm {
  /** Wall clock of the rota's zone, as `datetime-local` writes it. */
  start: string;
  end: string;
  kind: ChangeKind;
  /** The person who is replaced; only for `replace`. */
  replaced: string | null;
  users: string[];
  /** null for the whole rota. */
  layer: string | null;
  note: string;
}

/** The initial form for a window drawn on the timeline: somebody replaces the person on call. */
export function formFor(range: TimeRange, zone: ZoneTable, onCall: readonly string[]): OverrideForm {
  const local = (instant: number) => formatLocal(toLocal(zone, instant)).slice(0, 16);
  const [only] = onCall;
  return {
    start: local(range.from),
    end: local(range.to),
    kind: only === undefined || onCall.length > 1 ? 'set' : 'replace',
    replaced: onCall.length === 1 ? (only ?? null) : null,
    users: [],
    layer: null,
    note: '',
  };
}

/**
 * The form after its times changed: while nobody chose who is replaced, it is whoever is on call at the new start.
 * Otherwise an override of Saturday would replace whoever is on call today, and change nothing.
 */
export function atTimes(
  form: OverrideForm,
  times: Pick<OverrideForm, 'start' | 'end'>,
  zone: ZoneTable,
  onCallAt: (instant: number) => readonly string[],
): OverrideForm {
  const at = parseLocal(times.start);
  if (at === null) {
    return { ...form, start: times.start, end: times.end };
  }
  const from = firstInstant(zone, at);
  const { kind, replaced } = formFor({ from, to: from }, zone, onCallAt(from));
  return { ...form, start: times.start, end: times.end, kind, replaced };
}

/** The form for an existing override. */
export function formOf(
  { start, end, layer, set, add, remove, replace, with: standIn, note }: ListedOverride,
  zone: ZoneTable,
): OverrideForm {
  const local = (text: string) => {
    const time = parseTime(text);
    return time === null ? '' : formatLocal('local' in time ? time.local : toLocal(zone, time.instant)).slice(0, 16);
  };
  const kind: ChangeKind =
    replace !== undefined ? 'replace' : add !== undefined ? 'add' : remove !== undefined ? 'remove' : 'set';
  return {
    start: local(start),
    end: local(end),
    kind,
    replaced: replace ?? null,
    users: standIn === undefined ? [...(set ?? add ?? remove ?? [])] : [standIn],
    layer,
    note: note ?? '',
  };
}

export type FormProblem = 'times' | 'order' | 'replaced' | 'users' | null;

/** The first problem that prevents saving. */
export function problemOf({ start, end, kind, replaced, users }: OverrideForm): FormProblem {
  const [from, to] = [parseLocal(start), parseLocal(end)];
  if (from === null || to === null) {
    return 'times';
  }
  if (to <= from) {
    return 'order';
  }
  if (kind === 'replace' && replaced === null) {
    return 'replaced';
  }
  return users.length > 0 ? null : 'users';
}

function changeOf({ kind, replaced, users }: OverrideForm): OverrideChange | null {
  const [first] = users;
  if (kind !== 'replace') {
    return { kind, users };
  }
  return replaced === null || first === undefined ? null : { kind, user: replaced, with: first };
}

function wireChange(change: OverrideChange): Partial<NewOverride> {
  switch (change.kind) {
    case 'set':
      return { set: [...change.users] };
    case 'add':
      return { add: [...change.users] };
    case 'remove':
      return { remove: [...change.users] };
    case 'replace':
      return { replace: change.user, with: change.with };
  }
}

export function bodyOf(form: OverrideForm): NewOverride | null {
  const change = changeOf(form);
  if (problemOf(form) !== null || change === null) {
    return null;
  }
  const { start, end, layer, note } = form;
  return {
    start,
    end,
    ...wireChange(change),
    ...(layer !== null && { layer }),
    ...(note.trim() !== '' && { note: note.trim() }),
  };
}

/** @param replaced id of the override that this one replaces; null for none */
export function withForm(history: AnyRota, form: OverrideForm, replaced: string | null = null): AnyRota | null {
  const change = changeOf(form);
  if (problemOf(form) !== null || change === null) {
    return null;
  }
  const override: Override = {
    id: 'new',
    layer: form.layer,
    start: form.start,
    end: form.end,
    change,
    origin: { kind: 'person', by: '' },
    createdAt: Number.MAX_SAFE_INTEGER,
  };
  const changed = (rota: Rota): Rota => ({
    ...rota,
    overrides: [...rota.overrides.filter(({ id }) => id !== replaced), override],
  });
  return { versions: versionsOf(history).map(({ from, rota }) => ({ from, rota: changed(rota) })) };
}
