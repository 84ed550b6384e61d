/** Writes the sections of the monthly document about time: hours, duty, interventions, rest, notices and findings. */
import type { DocumentFrame } from '#domain/labour/document/frame';
import { paragraph, section, table } from '#domain/html';
import { minutesBetween, writtenMinutes, writtenSpan, writtenTime } from '#domain/labour/document/written';
import type { RuleKind } from '#domain/labour/pack';

function nameOf({ rotas }: DocumentFrame, rota: string | null): string {
  return rota === null ? '' : (rotas.get(rota) ?? rota);
}

export function hourSection({ statement: { hours }, words }: DocumentFrame): string {
  const { kinds, columns } = words;
  const row = (text: string, minutes: number) => [text, writtenMinutes(minutes)];
  const onCall = (['weekday', 'saturday', 'sunday', 'holiday'] as const)
    .filter((kind) => hours[kind] !== 0)
    .map((kind) => row(kinds[kind], hours[kind]));
  const others = (['intervention', 'travel', 'lostToRest'] as const)
    .filter((kind) => hours[kind] !== 0)
    .map((kind) => row(kinds[kind], hours[kind]));
  const two = [{ title: columns.kind }, { title: columns.duration, isNumber: true }];
  return section(
    words.hours,
    table({
      columns: two,
      rows: onCall,
      total: { label: kinds.onCall, sum: writtenMinutes(hours.onCall) },
      more: [...(hours.night === 0 ? [] : [row(kinds.night, hours.night)]), ...others],
    }),
  );
}

export function dutySection(frame: DocumentFrame): string {
  const { statement, words, language } = frame;
  const { columns } = words;
  if (statement.duties.length === 0) {
    return section(words.duties, paragraph(words.none));
  }
  const rows = statement.duties.map(({ start, end, rota, level }) => [
    ...writtenSpan(start, end, language),
    nameOf(frame, rota),
    words.levels[level],
    writtenMinutes(minutesBetween(start, end)),
  ]);
  const sum = statement.duties.reduce((minutes, { start, end }) => minutes + minutesBetween(start, end), 0);
  return section(
    words.duties,
    table({
      columns: [
        ...[{ title: columns.start }, { title: columns.end }, { title: columns.rota }, { title: columns.level }],
        { title: columns.duration, isNumber: true },
      ],
      rows,
      total: { label: words.totalDuty, sum: writtenMinutes(sum) },
    }),
  );
}

export function interventionSection({ statement, words, language }: DocumentFrame): string {
  const { columns } = words;
  if (statement.interventions.length === 0) {
    return section(words.interventions, paragraph(words.none));
  }
  const rows = statement.interventions.map(({ start, end, travel, incident, confirmed }) => [
    ...writtenSpan(start, end, language),
    writtenMinutes(minutesBetween(start, end) + travel),
    travel === 0 ? '' : writtenMinutes(travel),
    incident === null ? '' : `#${incident}`,
    confirmed ? words.yes : words.assumed,
  ]);
  return section(
    words.interventions,
    table({
      columns: [
        ...[{ title: columns.start }, { title: columns.end }],
        { title: columns.duration, isNumber: true },
        { title: columns.travel, isNumber: true },
        ...[{ title: columns.incident }, { title: columns.confirmed }],
      ],
      rows,
    }),
  );
}

export function restSection({ statement, words, language }: DocumentFrame): string {
  const { hours, rests, owed } = statement;
  const lead = hours.lostToRest === 0 ? words.restComplete : words.restGiven(writtenMinutes(hours.lostToRest));
  if (rests.length === 0) {
    return section(words.rests, paragraph(lead));
  }
  const { columns } = words;
  const rows = rests.map(({ rule, start, owed: due, given }) => [
    words.rules[rule as RuleKind],
    writtenTime(start, language),
    writtenMinutes(due),
    writtenMinutes(given),
  ]);
  return section(
    words.rests,
    paragraph(lead),
    table({
      columns: [
        ...[{ title: columns.rule }, { title: columns.since }],
        { title: columns.owed, isNumber: true },
        { title: columns.given, isNumber: true },
      ],
      rows,
    }),
    paragraph(words.owedTotal(writtenMinutes(owed))),
  );
}

/** None if nothing was told late: then there is nothing to explain. */
export function noticeSection(frame: DocumentFrame): string[] {
  const { statement, words, language } = frame;
  const { columns } = words;
  const rows = statement.notices.map(({ start, end, rota, told, reason }) => [
    ...writtenSpan(start, end, language),
    nameOf(frame, rota),
    told === null ? words.notTold : writtenTime(told, language),
    reason,
  ]);
  return rows.length === 0
    ? []
    : [
        section(
          words.notices,
          table({
            columns: [
              ...[{ title: columns.start }, { title: columns.end }, { title: columns.rota }],
              ...[{ title: columns.told }, { title: columns.reason }],
            ],
            rows,
          }),
        ),
      ];
}

export function findingSection(frame: DocumentFrame): string[] {
  const { statement, words, language } = frame;
  const { columns } = words;
  const rows = statement.findings.map(({ rule, severity, start, article, measured, limit }) => {
    const size = (value: number | null) => {
      if (value === null) {
        return rule === 'notice' ? words.neverTold : '';
      }
      return rule === 'notice' ? words.days(String(Math.max(0, value))) : writtenMinutes(value);
    };
    return [
      writtenTime(start, language),
      [words.rules[rule as RuleKind], ...(article === null ? [] : [`(${article})`])].join(' '),
      words.severities[severity as keyof typeof words.severities],
      size(measured),
      size(limit),
    ];
  });
  return rows.length === 0
    ? []
    : [
        section(
          words.findings,
          table({
            columns: [
              ...[{ title: columns.start }, { title: columns.rule }, { title: columns.severity }],
              { title: columns.measured, isNumber: true },
              { title: columns.limit, isNumber: true },
            ],
            rows,
          }),
        ),
      ];
}
