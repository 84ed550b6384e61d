/** Asks the reader which name and e-mail address are theirs, if Vigie knows others than their Grafana. */
import { config } from '@grafana/runtime';
import type { StoredPerson } from '../../api/resources/people.ts';
import { t } from '../../language.ts';
import { TakeOrKeep } from './take-or-keep.tsx';

type Field = 'name' | 'email';

interface Props {
  person: StoredPerson;
  onChanged: () => void;
}

function questionOf(field: Field, theirs: string, ours: string) {
  return field === 'email'
    ? {
        title: t('grafana-says.email', 'Grafana has another e-mail address for you: {{theirs}}', { theirs }),
        why: t('grafana-says.email-ours', 'Vigie pages you at {{ours}}.', { ours }),
      }
    : {
        title: t('grafana-says.name', 'Grafana calls you {{theirs}}', { theirs }),
        why: t('grafana-says.name-ours', 'Vigie calls you {{ours}}.', { ours }),
      };
}

function FieldNote({ person, field, theirs, onChanged }: Props & { field: Field; theirs: string }) {
  const ours = person[field] ?? '';
  // An empty one is filled from Grafana without a question.
  if (theirs === '' || ours === '' || ours.toLowerCase() === theirs.toLowerCase()) {
    return null;
  }
  return (
    <TakeOrKeep
      key={theirs}
      person={person}
      change={{ [field]: theirs }}
      keptKey={`vigie.${field}-kept.${person.login}.${theirs}`}
      texts={{
        ...questionOf(field, theirs, ours),
        take: t('grafana-says.take', 'Use {{theirs}}', { theirs }),
        keep: t('grafana-says.keep', 'Keep {{ours}}', { ours }),
      }}
      onChanged={onChanged}
    />
  );
}

/** Shown to the person only: Grafana tells each browser about its own reader. */
export function GrafanaNote({ person, onChanged }: Props) {
  const { name, email } = config.bootData.user;
  if (person.provisioned) {
    return null;
  }
  return (
    <>
      <FieldNote person={person} field="email" theirs={email} onChanged={onChanged} />
      <FieldNote person={person} field="name" theirs={name} onChanged={onChanged} />
    </>
  );
}
