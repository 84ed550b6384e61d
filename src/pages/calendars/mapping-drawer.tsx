/** A drawer that lists the people in a calendar's events and assigns a person to unknown ones. */
import { useRef, useState } from 'react';
import { Icon, Stack } from '@grafana/ui';
import { GuardedDrawer } from '../../components/form/drawer-form.tsx';
import { Badge } from '../../components/page/badge.tsx';
import type { CalendarMappingWire, CalendarWire } from '#contract/rotas/calendar';
import { segment } from '../../api/client/client.ts';
import { saveObject } from '../../api/client/objects.ts';
import { useApi } from '../../api/client/use-api.ts';
import { toast } from '../../components/browser/toast.ts';
import { useSending } from '../../components/form/use-sending.ts';
import { Answer } from '../../components/page/answer.tsx';
import { FailureNote } from '../../components/page/failure-note.tsx';
import { useDirectory, useName } from '../../components/people/directory.tsx';
import { useMayEdit } from '../../components/people/who-am-i.tsx';
import { At } from '../../components/time/times.tsx';
import { ignoredText } from '../../components/words/ignored-words.ts';
import { t } from '../../language.ts';
import type { StoredCalendar } from './calendar-drawer.tsx';
import { Combobox } from '../../components/form/fields/combobox.tsx';

type Item = CalendarMappingWire['items'][number];

/** The alias to store: a mail address if there is one, since titles vary. */
function aliasOf({ title, attendees, organizer }: Item): string {
  return attendees[0] ?? (title.trim() === '' ? (organizer ?? '') : title.trim());
}

function ItemRow({ item, mayEdit, onPick }: { item: Item; mayEdit: boolean; onPick: (login: string) => void }) {
  const name = useName();
  const { people } = useDirectory();
  const label = t('mapping.who', 'Who is “{{text}}”?', { text: aliasOf(item) });
  return (
    <li style={{ display: 'grid', gap: 4 }}>
      <div>
        <strong>{item.title === '' ? t('mapping.untitled', '(no title)') : item.title}</strong>{' '}
        {item.users.length === 0 ? (
          <Badge color="orange" icon="exclamation-triangle" text={t('mapping.nobody', 'nobody known')} />
        ) : (
          item.users.map((login) => name('people', login)).join(', ')
        )}
      </div>
      <div>
        {item.attendees.length > 0 && `${item.attendees.join(', ')}; `}
        {t('calendars.events', '', {
          count: item.events,
          defaultValue_one: '{{count}} current or upcoming event',
          defaultValue_other: '{{count}} current or upcoming events',
        })}
        {item.nextAt !== null && (
          <>
            , <At at={item.nextAt} />
          </>
        )}
      </div>
      {item.users.length === 0 && mayEdit && (
        <div style={{ maxWidth: 320 }}>
          <Combobox
            id={`map-${aliasOf(item)}`}
            aria-label={label}
            placeholder={label}
            options={people.map(({ key, text }) => ({ value: key, label: text }))}
            value={null}
            onChange={({ value }) => onPick(value)}
          />
        </div>
      )}
    </li>
  );
}

export function MappingDrawer({ calendar, onClose }: { calendar: StoredCalendar; onClose: () => void }) {
  const asked = useApi<CalendarMappingWire>({ path: `calendars/${segment(calendar.id)}/mapping` }, { live: ['rota'] });
  const mayEdit = useMayEdit(calendar.team) && !calendar.provisioned;
  const [known, setKnown] = useState(calendar);
  const { failure, send } = useSending();
  const all = useRef<HTMLUListElement>(null);
  const pick = (alias: string, login: string) => {
    const { version, provisioned: _provisioned, ...body } = known;
    void send(
      () =>
        saveObject<CalendarWire>({
          path: 'calendars',
          id: calendar.id,
          version,
          body: { ...body, people: { ...known.people, [alias]: login } },
        }),
      (saved) => {
        setKnown(saved);
        // The focused list disappears with its question, so the focus moves; otherwise Esc would not reach the drawer.
        all.current?.focus();
        toast(t('mapping.saved', '“{{text}}” now means that person', { text: alias }));
        asked.reload();
      },
    );
  };
  return (
    <GuardedDrawer
      draft={null}
      title={t('calendars.mapping-label', 'People named in {{name}}', { name: calendar.name ?? calendar.id })}
      size="sm"
      onClose={onClose}
    >
      <Stack direction="column" gap={2}>
        {calendar.provisioned && (
          <div>{t('mapping.file', 'Provisioned from a file: names are added there, under people.')}</div>
        )}
        {failure !== null && <FailureNote failure={failure} />}
        <Answer asked={asked}>
          {({ items, ignored }) => (
            <>
              {items.length === 0 && <div>{t('mapping.none', 'No current or upcoming events.')}</div>}
              <ul
                ref={all}
                tabIndex={-1}
                style={{ listStyle: 'none', margin: 0, padding: 0, display: 'grid', gap: 16, outline: 'none' }}
              >
                {items.map((item, i) => (
                  <ItemRow
                    key={`${item.title} ${item.attendees.join()} ${i}`}
                    item={item}
                    mayEdit={mayEdit}
                    onPick={(login) => pick(aliasOf(item), login)}
                  />
                ))}
              </ul>
              {ignored.map((event) => (
                <div key={`${event.title} ${event.why}`}>
                  <Icon name="exclamation-triangle" size="sm" />{' '}
                  {t('mapping.ignored', 'Not understood: “{{title}}” ({{why}})', {
                    title: event.title,
                    why: ignoredText(event),
                  })}
                </div>
              ))}
            </>
          )}
        </Answer>
      </Stack>
    </GuardedDrawer>
  );
}
