/** Reads one calendar in a thread of its own, which then ends. */
import { parentPort, workerData } from 'node:worker_threads';
import type { CalendarFile } from '../../ports/calendar-reader.ts';
import { readCalendar } from './read.ts';

const { bytes, ...question } = workerData as CalendarFile;
// `TextDecoder` would take the byte order mark away, which `readCalendar` knows.
parentPort?.postMessage(readCalendar({ ...question, text: Buffer.from(bytes.buffer).toString('utf8') }));
