/** What is filled in for an override, and what the API and the preview make of it. */
import type { Override, OverrideChange, Rota } from '#domain/rota/model';
import { formatLocal, parseLocal } from '#domain/time/local';
import type { ZoneTable } from '#domain/time/zone';
import { toLocal } from '#domain/time/zone';
import type { NewOverride } from '../../../api/resources/rotas.ts';
import type { Range } from '../timeline/view.ts';

export type ChangeKind = OverrideChange['kind'];

export interface OverrideForm {
  /** Wall clock of the rota's zone, as `datetime-local` writes it. */
  start: string;
  end: string;
  kind: ChangeKind;
  /** Who is replaced; only for `replace`. */
  replaced: string | null;
  users: string[];
  /** null: the whole rota. */
  layer: string | null;
  note: string;
}

/** What a window drawn on the timeline most likely means: somebody comes instead of the one on call. */
export function formFor(range: Range, zone: ZoneTable, onCall: readonly string[]): OverrideForm {
  const local = (instant: number) => formatLocal(toLocal(zone, instant)).slice(0, 16);
  const [only] = onCall;
  return { start: local(range.from), end: local(range.to), kind: only === undefined || onCall.length > 1 ? 'set' : 'replace', replaced: onCall.length === 1 ? (only ?? null) : null, users: [], layer: null, note: '' };
}

export type FormProblem = 'times' | 'order' | 'replaced' | 'users' | null;

/** The first thing that keeps it from being saved. */
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
  return { start, end, ...wireChange(change), ...(layer !== null && { layer }), ...(note.trim() !== '' && { note: note.trim() }) };
}

/** The rota as it would be; null while the form is not complete. */
export function withForm(rota: Rota, form: OverrideForm): Rota | null {
  const change = changeOf(form);
  if (problemOf(form) !== null || change === null) {
    return null;
  }
  const override: Override = { id: 'new', layer: form.layer, start: form.start, end: form.end, change, origin: { kind: 'person', by: '' }, createdAt: Number.MAX_SAFE_INTEGER };
  return { ...rota, overrides: [...rota.overrides, override] };
}
