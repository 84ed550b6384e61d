/** Shows pay as sentences, and what a week is worth by it. */
import type { StoredUnit, StoredWorkProfile } from '../../api/labour/labour.ts';
import { parseDate } from '#domain/time/local';
import type { Calendar } from '#domain/time/holidays';
import { useCalendar } from '../../api/resources/calendar.ts';
import { ListRow, RowList } from '../../components/list/row-list.tsx';
import type { WeekCase } from '../../components/labour/week-note.tsx';
import { WeekNote } from '../../components/labour/week-note.tsx';
import { Section } from '../../components/page/section.tsx';
import { dateText } from '../../components/time/format.ts';
import { t } from '../../language.ts';
import { contractText } from './contract-text.ts';
import { paySentences } from './pay-text.ts';
import { entryOn } from './rules-section.tsx';

interface Props {
  unit: StoredUnit;
  profiles: readonly StoredWorkProfile[];
  today: string;
}

/** The contracts of the people, each once, with the hours of the first who has it. */
function casesOf(profiles: readonly StoredWorkProfile[]): WeekCase[] {
  const cases = new Map<string, WeekCase>();
  for (const profile of profiles) {
    const text = contractText(profile);
    if (profile.contract !== 'exempt' && !cases.has(text)) {
      cases.set(text, { text, facts: profile });
    }
  }
  return [...cases.values()];
}

export function PaySection({ unit, profiles, today }: Props) {
  const pay = entryOn(unit.pay, today);
  const { calendar } = useCalendar([unit.timeZone], unit.holidays === null ? [] : [unit.holidays]);
  return (
    <Section title={t('pay.title', 'Pay')}>
      {pay === undefined ? (
        <div>{t('pay.none', 'No rule of pay yet: on-call time would be “outside” for compensation.')}</div>
      ) : (
        <>
          {calendar !== null && <Week unit={unit} profiles={profiles} today={today} calendar={calendar} />}
          <p>
            {t('pay.order', 'From {{date}} on. The first rule of hours that matches takes an hour.', {
              date: dateText(Date.parse(pay.from)),
            })}
          </p>
          <RowList>
            {paySentences(pay, unit.currency).map(({ code, text, sentence }) => (
              <ListRow key={`${code} ${sentence}`} name={code} nameMore={text} text={sentence} />
            ))}
          </RowList>
        </>
      )}
    </Section>
  );
}

function Week({ unit, profiles, today, calendar }: Props & { calendar: Calendar }) {
  const from = today > unit.since ? today : unit.since;
  const duty = unit.duties.find(({ kind }) => kind === 'onCall');
  return (
    <WeekNote
      unit={unit}
      duty={{ rota: duty?.rota ?? '', level: duty?.level ?? 'primary' }}
      pay={unit.pay}
      cases={casesOf(profiles)}
      calendar={calendar}
      from={parseDate(from) ?? 0}
    />
  );
}
