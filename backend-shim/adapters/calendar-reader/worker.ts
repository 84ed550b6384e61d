/** Reads one calendar in a thread of its own, which then ends. */
import { parentPort, workerData } from 'node:worker_threads';
import type { CalendarQuestion } from '../../ports/calendar-reader.ts';
import { readCalendar } from './read.ts';

parentPort?.postMessage(readCalendar(workerData as CalendarQuestion));
