/** What other rules or quiet hours of a person would have changed; of people whom a file states, with the text for the file. */
import type { StoredPerson } from '../../api/resources/people.ts';
import { FileDraft } from '../../components/replay/file-draft.tsx';
import { PastNights } from '../../components/replay/past-nights.tsx';
import { replayedPerson } from './replayed-person.ts';

interface Props {
  title: string;
  person: StoredPerson;
  part: Partial<Pick<StoredPerson, 'notificationRules' | 'quietHours'>>;
  isChanged: boolean;
}

export function ReplayedPerson({ title, person, part, isChanged }: Props) {
  const objects = { users: [replayedPerson(person, part)] };
  return person.provisioned ? (
    <FileDraft
      title={title}
      objects={objects}
      inFile={{ users: [{ login: person.login, ...part }] }}
      isChanged={isChanged}
    />
  ) : (
    <PastNights title={title} objects={objects} />
  );
}
