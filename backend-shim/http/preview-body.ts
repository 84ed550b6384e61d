/** Writes previews of escalations in the contract's form. */
import type { EscalationPreview } from '#domain/escalation/preview';
import { iso, isoOrNull } from './incident-body.ts';

export function escalationBody({ entries, ends, endsAt }: EscalationPreview) {
  return {
    entries: entries.map((entry) => ({
      ...entry,
      at: iso(entry.at),
      people: entry.people.map((person) => ({
        ...person,
        heldUntil: isoOrNull(person.heldUntil),
        methods: person.methods.map((method) => ({ ...method, at: iso(method.at) })),
      })),
    })),
    ends,
    endsAt: iso(endsAt),
  };
}
