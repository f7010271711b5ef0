import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { Course } from '../../../../server/classes/own-labs/course.ts';
import type { LabEvent } from '../../../../shared/log/events.ts';
import { readRecording } from '../../../../shared/log/recording.ts';
import { EMPTY_LAB_STATE } from '../../../../shared/model/lab-state.ts';
import { applyEvent } from '../../../../shared/model/reducer/apply-event.ts';

const folder = new URL('../../../../client/public/recordings/', import.meta.url);
const recordings = readdirSync(folder).filter((name) => name.endsWith('.ndjson'));
const eventsOf = (name: string): readonly LabEvent[] =>
  readRecording(readFileSync(new URL(name, folder), 'utf8')).events;

/** Follows a run, and returns what was told at its rests, each once. */
function courseOf(events: readonly LabEvent[]) {
  const course = new Course();
  let state = EMPTY_LAB_STATE;
  const told: string[] = [];
  for (const event of events) {
    state = applyEvent(state, event);
    course.see(event, state);
    const { standing } = course.progress;
    if (state.atRest && told.at(-1) !== standing) told.push(standing);
  }
  return { told, progress: course.progress };
}

/** The same run, of an experiment that somebody has composed. */
const asExperiment = (events: readonly LabEvent[]): LabEvent[] =>
  events.map((event) =>
    event.type === 'lab-opened' ? { ...event, experiment: { title: 'x', expectation: '' } } : event,
  );

describe('[OWN6] the course of a lab', () => {
  test.each(recordings)('%s goes on until it is done', (name) => {
    const { told, progress } = courseOf(eventsOf(name));
    expect(told).toEqual(['going', 'done']);
    expect(progress.done).toBe(progress.moves);
  });

  test('is stuck where programs wait for each other', () => {
    const { told, progress } = courseOf(asExperiment(eventsOf('L25.ndjson')));
    expect(told).toEqual(['going', 'stuck']);
    expect(progress).toEqual({ standing: 'stuck', why: 'deadlock' });
  });

  test('is stuck where an exception has ended a program of an experiment, and names it', () => {
    const { told, progress } = courseOf(asExperiment(eventsOf('L3.no-bind.ndjson')));
    expect(told).toEqual(['going', 'stuck']);
    expect(progress).toEqual({
      standing: 'stuck',
      why: 'exception',
      exception: 'ConnectionRefusedError',
    });
  });

  test('counts no moves where a program is the learner’s own', () => {
    const foreign = eventsOf('L1.ndjson').map((event) =>
      event.type === 'program-loaded' && event.program === 'client'
        ? { ...event, tree: { statements: [] } }
        : event,
    );
    expect(courseOf(foreign.slice(0, 60)).progress).toEqual({ standing: 'going' });
  });
});
