/** The thread that reads one calendar and then ends. */
import { parentPort, workerData } from 'node:worker_threads';
import type { CalendarQuestion } from '../../ports/calendar-reader.ts';
import { readCalendar } from './read.ts';

parentPort?.postMessage(readCalendar(workerData as CalendarQuestion));
