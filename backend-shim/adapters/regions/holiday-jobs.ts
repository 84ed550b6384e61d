/** What the thread of `holiday-worker.ts` is asked. */
export interface HolidayJobs {
  dates: { region: string };
  /** `within`: a country or a state; null for the countries. */
  regions: { within: string | null; language: string };
}
