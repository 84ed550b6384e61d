/** The incidents that the reader has selected: some of this page, or all that matched when that was pressed. */
import { useCallback, useState } from 'react';
import type { IncidentWire } from '#contract/incidents/incident';
import { MOST_CHOSEN } from '#contract/incidents/incident';
import type { QueryParameters } from '../../../api/client/client.ts';
import { queryText } from '../../../api/client/client.ts';
import type { ApiFailure } from '../../../api/client/failure.ts';
import { chooseMatching } from '../../../api/resources/incidents.ts';
import { titleText } from '../../../components/words/title-words.ts';

/** Number and title, by id. */
export type Names = ReadonlyMap<string, string>;

interface Chosen {
  /** The filter that they were chosen by: another one ends the choice. */
  filter: string;
  names: Names;
  /** They were named at one instant, and stay chosen wherever they are now. */
  isAll: boolean;
}

export interface Selection {
  selected: Names;
  isAll: boolean;
  toggle: (id: string) => void;
  togglePage: () => void;
  clear: () => void;
  /** Names all that match now; incidents that open later are not among them. */
  chooseAll: () => Promise<ApiFailure | null>;
}

function nameOf({ number, title, titleReason }: IncidentWire): string {
  return `#${number} ${titleText(title, titleReason)}`;
}

const NONE: Names = new Map();

/**
 * @param shown the incidents of this page
 * @param filter without the page
 */
export function useSelection(shown: readonly IncidentWire[], filter: QueryParameters): Selection {
  const key = queryText(filter);
  const [chosen, setChosen] = useState<Chosen>({ filter: key, names: NONE, isAll: false });
  const isCurrent = chosen.filter === key;
  const isAll = isCurrent && chosen.isAll;
  const page = new Map(shown.map((one) => [one.id, nameOf(one)]));
  // What was picked one by one, and has left the list, is not acted on.
  const picked = isCurrent ? [...chosen.names].filter(([id]) => isAll || page.has(id)) : [];
  const selected = new Map(picked.map(([id, name]) => [id, page.get(id) ?? name]));
  const choose = (names: Names) => setChosen({ filter: key, names, isAll: isAll && names.size > 0 });
  const toggle = useCallback(
    (id: string) =>
      setChosen((old) => {
        const names = new Map(old.filter === key ? old.names : NONE);
        if (!names.delete(id)) {
          names.set(id, '');
        }
        return { filter: key, names, isAll: old.filter === key && old.isAll && names.size > 0 };
      }),
    [key],
  );
  const togglePage = () => choose([...page.keys()].every((id) => selected.has(id)) ? NONE : page);
  const chooseAll = async () => {
    const sent = await chooseMatching(filter, MOST_CHOSEN);
    if (!sent.ok) {
      return sent.failure;
    }
    const names = new Map(sent.value.items.map(({ id, number }) => [id, page.get(id) ?? `#${number}`]));
    setChosen({ filter: key, names, isAll: true });
    return null;
  };
  return { selected, isAll, toggle, togglePage, clear: () => choose(NONE), chooseAll };
}
