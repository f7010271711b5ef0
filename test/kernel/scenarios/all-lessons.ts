import type { LabEvent } from '../../../shared/log/events.ts';
import { LESSONS } from '../../../shared/lessons/index.ts';
import { addCounts, checkSentences, type Counts } from '../../support/claims/told-sentences.ts';
import { checkLog } from '../../support/log-checks.ts';
import { addTotals, examined, firstFaultIsEnough, noTotals, type Totals } from './examined.ts';
import { openRig } from './lab-rig.ts';
import { runLesson } from './lesson-runs.ts';
import { nicOverflows, runAgain } from './labs.ts';
import { clientKilled, joinAndDaemon, threadRaises, twinsAccept } from './labs-many.ts';
import * as oddLabs from './labs-odd.ts';
import * as timedLabs from './labs-timed.ts';

/** Runs every lesson from its first move to its last, and compares all that is known of the run. */
export async function allLessons(): Promise<{ lessons: number; totals: Totals; faults: readonly string[] }> {
  const totals = noTotals();
  const faults: string[] = [];
  for (const lesson of LESSONS) {
    const rig = openRig('two-hosts', { lesson });
    const { report } = await examined(rig, async (note) => {
      note.push(...(await runLesson(rig, lesson)));
    });
    addTotals(totals, report);
    faults.push(...report.faults.map((fault) => `${lesson.id}: ${fault}`));
    if (faults.length > 0 && firstFaultIsEnough()) break;
  }
  return { lessons: LESSONS.length, totals, faults };
}

/** These scenarios do things that neither lessons nor random runs do, and return the log of their lab. */
const CASES = {
  ...oddLabs,
  ...timedLabs,
  runAgain,
  nicOverflows,
  threadRaises,
  twinsAccept,
  joinAndDaemon,
  clientKilled,
};

/** Runs the odd cases of labs-odd.ts, and some others, and checks the rules that every log must keep. */
/** A case has one log, or one of each of its labs. */
interface Seen {
  readonly events?: readonly LabEvent[];
  readonly logs?: readonly (readonly LabEvent[])[];
}

export async function oddCases(): Promise<{ faults: readonly string[]; sentences: Counts }> {
  const faults: string[] = [];
  const sentences: Counts = {};
  for (const [name, scenario] of Object.entries(CASES)) {
    const seen: unknown = await (scenario as () => Promise<unknown>)();
    const { events = [], logs = [events] } = seen as Seen;
    for (const log of logs) {
      const told = checkSentences(log);
      addCounts(sentences, told.counts);
      faults.push(...[...checkLog(log).faults, ...told.faults].map((fault) => `${name}: ${fault}`));
    }
    if (faults.length > 0 && firstFaultIsEnough()) break;
  }
  return { faults, sentences };
}
