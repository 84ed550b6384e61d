/** Computes public holidays in a thread of its own, one region after another. */
import { answerTasks } from '../../store/concurrency/answer-tasks.ts';
import { holidayDates, regionsWithin } from './holiday-dates.ts';
import type { HolidayJobs } from './holiday-jobs.ts';

const JOBS: { [Name in keyof HolidayJobs]: (question: HolidayJobs[Name]) => unknown } = {
  dates: ({ region }) => holidayDates(region),
  regions: ({ within, language }) => regionsWithin(within, language),
};

answerTasks(({ job, question }) => ({ answer: JOBS[job as keyof HolidayJobs](question as never) }));
