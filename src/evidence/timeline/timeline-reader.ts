import { collectReading } from '../collect-reading.ts';
import type { LineReader, ReadOptions } from '../line-reader.ts';
import type { TextLine } from '../text-lines.ts';
import { zoneProblem } from '../times/moment-reader.ts';
import { createStampClock, type Moment } from '../times/stamp-clock.ts';
import { createDayKeeper } from './day-keeper.ts';
import { newestFirst, oldestFirst, type Change } from './interruptions.ts';
import { followNotes } from './follow-notes.ts';
import { isProbe, mentionsState, noteState, saysReconnected, type NoteState } from './note-state.ts';
import { noteDate, noteTimes, type NoteTime } from './note-times.ts';

/** Characters; what is longer was not written by a person as a note, nor by a device as a change of state. */
const LONGEST_NOTE = 400;
/** Characters of a line that says nothing but a date. */
const LONGEST_DATE = 60;
/** Objects, the events of the contact-center client and what programs log for themselves are no notes. */
const NO_NOTE =
  /[{}]|\bevent=|PLUGIN_CC|\b(?:TRACE|DEBUG|INFO|WARN|WARNING|ERROR|FATAL)\b|\[(?:trace|debug|info|warn|error)\]/;
/** What stands between two times that are the ends of one range. */
const RANGE = /^[\s,;:([]{0,3}(?:-{1,2}|–|—|->|→|to|until|till|til|through|and)\s{0,3}$/i;
/** "Down, and not back until 08:43". */
const UNTIL = /\b(?:until|till) $/i;
/** Between the beginning of a note and its time. */
const BEGINS = /^[^a-z]{0,12}$/i;
const SENTENCE_END = /[.!?] /;
const TIMES = /\d\d?:\d\d(?::\d\d)?(?:[.,]\d+)?/g;
/** Of a terminal. */
const COLOURS = /\x1b\[[\d;]{0,20}[A-Za-z]/g;
/** Whose state a device tells. */
const INTERFACE = /\binterface:? {1,2}([\w./:-]{1,60})/i;

/**
 * Reads what people and monitoring write down about interruptions: "08:41 down", "08:41 – 08:43 no network", a ping's
 * answers, a device's changes of state. What holds no interruption with its beginning and end is no time-line.
 */
export function createTimelineReader(options: ReadOptions): LineReader {
  const found = collectReading('timeline');
  const clock = createStampClock(options.zone);
  const days = createDayKeeper();
  const forward = followNotes(clock, oldestFirst);
  const backward = followNotes(clock, newestFirst);
  let steps = 0;
  let before: Moment | undefined;
  let last: Change | undefined;
  let reconnectedAt: number | undefined;
  /** A ping without an answer, as long as no second one follows. */
  let lost: Change | undefined;

  function change(state: 'down' | 'up', time: NoteTime, line: TextLine): boolean {
    const stamp = days.stamp(time.parts);
    if (stamp === undefined) return false;
    const moment = clock.read(stamp);
    if (before?.dated && moment.dated) steps += Math.sign(moment.ms - before.ms);
    before = moment;
    last = { state, moment, line: line.number };
    const probe = isProbe(line.text);
    if (probe && state === 'down' && lost === undefined) {
      lost = last;
      return true;
    }
    if (probe && state === 'down') for (const notes of [forward, backward]) notes.change('', lost!);
    else if (state === 'up') lost = undefined;
    const subject = INTERFACE.exec(line.text)?.[1] ?? '';
    for (const notes of [forward, backward]) notes.change(subject, last);
    return true;
  }

  function interruption(from: NoteTime, to: NoteTime, line: TextLine): void {
    const [start, end] = [from, to].map(({ parts }) => days.stamp(parts));
    if (start === undefined || end === undefined) return;
    const [down, up] = [clock.read(start), clock.read(end)];
    if (down.ms > up.ms) return;
    last = { state: 'up', moment: up, line: line.number };
    for (const notes of [forward, backward])
      notes.interruption({ down: { state: 'down', moment: down, line: line.number }, up: last });
  }

  function takeNote(line: TextLine): void {
    const [first, second, third] = noteTimes(line.text);
    const state = first === undefined ? undefined : noteState(saidOf(line.text, first, second));
    if (state === 'down' || state === 'both') reconnectedAt = undefined;
    const reconnected = saysReconnected(line.text);
    if (reconnected !== undefined) reconnectedAt = reconnected ? line.number : undefined;
    if (first === undefined || state === undefined) return;
    if (second === undefined || !isRange(line.text, first, second, state)) {
      if (state !== 'both') change(state, first, line);
    } else if (state !== 'up' && third === undefined) interruption(first, second, line);
  }

  return {
    line(line) {
      if (line.text.length > LONGEST_NOTE || NO_NOTE.test(line.text)) return undefined;
      const text = line.text.includes('\x1b') ? line.text.replace(COLOURS, '') : line.text;
      if (mentionsState(text)) return takeNote({ ...line, text });
      const date = text.length > LONGEST_DATE ? undefined : noteDate(text);
      if (date !== undefined) days.stamp(date);
      else if (saysReconnected(text) === false) reconnectedAt = undefined;
      return undefined;
    },
    end() {
      const notes = steps < 0 ? backward : forward;
      const longest = notes.end(found);
      if (longest === undefined) return undefined;
      found.shown('network.outage', longest.milliseconds, longest.sight);
      const isUp = (steps < 0 ? notes.newest() : last)?.state === 'up';
      if (isUp && reconnectedAt !== undefined) found.shown('network.reconnected', true, { line: reconnectedAt });
      const problem = zoneProblem(clock, options.zone);
      if (problem !== undefined) found.problem(problem);
      return found.end();
    },
  };
}

function isRange(note: string, first: NoteTime, second: NoteTime, state: NoteState): boolean {
  const between = note.slice(first.end, second.start);
  if (RANGE.test(between) || (state === 'down' && UNTIL.test(between))) return true;
  // "08:41 lost, back at 08:43", and not "up at 08:43, was down from 08:41".
  return state === 'both' && noteState(between) !== 'up';
}

/** What is said of the times: the whole of a note that begins with one, else the sentence that they stand in. */
function saidOf(note: string, first: NoteTime, second: NoteTime | undefined): string {
  const end = (second ?? first).end;
  const said = BEGINS.test(note.slice(0, first.start))
    ? note
    : `${note.slice(0, first.start).split(SENTENCE_END).at(-1)}${note.slice(first.start, end)}${note.slice(end).split(SENTENCE_END, 1)[0]}`;
  return said.replace(TIMES, ' ');
}
