/** Defines **duties** (time on call, as worked), **interventions** (time worked during it) and handoff notes. */
import { z } from 'zod';
import { strict, optional } from '#contract/base/schema';
import { id, instant, login, text } from '#contract/base/scalars';
import { duration } from '#contract/time/duration';
import { pageQuery } from '#contract/list';
import { onCallSource } from '#contract/rotas/on-call';
import { upcomingRest } from '#contract/labour/rest';
import { INTERVENTION_ENDERS } from '#domain/labour/facts/model';
import { DAY } from '#domain/time/duration';

export const duty = strict({
  id,
  user: login,
  rota: id,
  start: instant,
  /** null: still on call. */
  end: instant.nullable(),
  /** The layer or override; null: the stored value cannot be read. */
  source: onCallSource.nullable(),
});

const format = z.enum(['json', 'csv']).default('json');

/** Asks for everything that overlaps the range, in order of start. */
export const dutyQuery = strict({
  user: login.optional(),
  rota: id.optional(),
  from: instant.optional(),
  to: instant.optional(),
  format,
  ...pageQuery,
});

const travel = duration({ max: 2 * DAY });

/** `travel` alone counts half before and half after; if both parts are given, they count instead. */
const travelFields = {
  travel: travel.default('0s'),
  travelBefore: travel.nullish(),
  travelAfter: travel.nullish(),
};

export const intervention = strict({
  id,
  incident: id,
  user: login,
  start: instant,
  /** null: still at work. */
  end: instant.nullable(),
  /** Travel time, added by hand. */
  travel: z.string(),
  /** Its parts; null: only the whole is known. */
  travelBefore: z.string().nullish(),
  travelAfter: z.string().nullish(),
  /**
   * Who set the end: the person, or the incident that was resolved, so that the end of the work is assumed; null: nobody
   * yet, or it is not known.
   */
  endedBy: z.enum(INTERVENTION_ENDERS).nullish(),
  /** The person's last command on the incident. */
  actedAt: instant.nullish(),
  /** When the person said when they stopped. */
  confirmedAt: instant.nullish(),
  /** The unit of the work profile in force at the start; null: there was none, so nobody is asked when they stopped. */
  unit: z.string().nullish(),
  note: z.string(),
  /** Earlier states, oldest first: nothing that was recorded disappears. */
  history: z.array(
    strict({
      at: instant,
      by: z.string(),
      start: instant,
      end: instant.nullable(),
      travel: z.string(),
      note: z.string(),
    }),
  ),
  version: z.int(),
});

export const interventionQuery = strict({
  user: login.optional(),
  incident: id.optional(),
  from: instant.optional(),
  to: instant.optional(),
  format,
  ...pageQuery,
});

/** `POST interventions`: "I'm on it", or work that is recorded later. */
export const newIntervention = strict({
  incident: id,
  /** Default: the caller. */
  user: optional(login),
  /** Default: now. */
  start: optional(instant),
  end: optional(instant),
  ...travelFields,
  note: text.default(''),
});

export const changedIntervention = strict({
  start: instant,
  end: optional(instant),
  ...travelFields,
  note: text.default(''),
});

/** `POST interventions/:id/confirm`: "When did you stop?" Travel that is not given stays as recorded. */
export const confirmedIntervention = strict({
  end: instant,
  travelBefore: travel.nullish(),
  travelAfter: travel.nullish(),
});

/** The answer to it: how the intervention is recorded, and which starts it moves. */
export const confirmationAnswer = intervention.extend({
  /** Rests of the person that apply and are not over; null: they cannot be computed. Clients need not reload them. */
  rests: z.array(upcomingRest).nullable(),
});

export const handoffNote = strict({ id, rota: id, user: login, at: instant, text: z.string() });
export const newHandoffNote = strict({ text: text.min(1, 'must not be empty') });

/** A secret calendar link; whoever knows it can read the calendar. */
export const calendarLink = strict({ url: z.url(), alarm: z.string().nullable(), createdAt: instant });
export const newCalendarLink = strict({ alarm: optional(duration({ max: 7 * DAY })) });

export type DutyQuery = z.output<typeof dutyQuery>;
export type DutyWire = z.output<typeof duty>;
export type ConfirmationAnswer = z.output<typeof confirmationAnswer>;
export type InterventionWire = z.output<typeof intervention>;
export type ChangedIntervention = z.output<typeof changedIntervention>;
