import { writeSync } from 'node:fs';
import { exitNow } from '../../../server/lab-host/libc/process.ts';
import { configureLibc } from '../../../server/lab-host/libc/thread-budget.ts';
import { probeNetworks } from '../../../server/lab-host/networks/network-probe.ts';
import { allLessons, oddCases } from './all-lessons.ts';
import { allVariations } from './all-variations.ts';
import { bulk } from './bulk.ts';
import { calmTimers, routeMinimumRto } from './calm-timers.ts';
import { conversation } from './conversation.ts';
import { errors } from './errors.ts';
import { exitWhileBlocked, throwOnSegment, throwWhileBlocked } from './exits.ts';
import { headerPrediction } from './header-prediction.ts';
import { loopback } from './loopback.ts';
import { manyHosts } from './many-hosts.ts';
import { dualStack } from './dual-stack.ts';
import * as labs from './labs.ts';
import * as oddLabs from './labs-odd.ts';
import { hostile, namespacesRunOut, namespacesTaken, threadsRunOut } from './labs-hostile.ts';
import * as labsTimed from './labs-timed.ts';
import * as labsMany from './labs-many.ts';
import { guidedWalks } from './guided-walks.ts';
import { fullSpeed } from './full-speed.ts';
import { lessonRuns } from './lesson-runs.ts';
import { longHolds } from './long-holds.ts';
import { pasted } from './pasted.ts';
import { timeWait, timeWaitAfterCopy } from './time-wait.ts';
import { slowLearner } from './slow-learner.ts';
import { wireSpeed, wireSpeedAtStart } from './wire-speed.ts';
import { randomConversations } from './random-conversations.ts';
import { oneRandomRun, randomRuns } from './random-runs.ts';

/** The experiments by name. Each returns what it saw, and the tests beside say what it should be. */
const scenarios = {
  ...labs,
  ...oddLabs,
  ...labsMany,
  ...labsTimed,
  hostile,
  threadsRunOut,
  namespacesRunOut,
  namespacesTaken,
  lessonRuns,
  allLessons,
  oddCases,
  allVariations,
  pasted,
  slowLearner,
  fullSpeed,
  guidedWalks,
  headerPrediction,
  wireSpeed,
  wireSpeedAtStart,
  longHolds,
  randomRuns,
  oneRandomRun,
  randomConversations,
  probe: probeNetworks,
  bulk,
  conversation,
  dualStack,
  calmTimers,
  routeMinimumRto,
  errors,
  timeWait,
  timeWaitAfterCopy,
  loopback,
  manyHosts,
  exitWhileBlocked,
  throwOnSegment,
  throwWhileBlocked,
};

export type Scenarios = typeof scenarios;

function fail(error: unknown): never {
  writeSync(2, error instanceof Error ? `${error.stack}\n` : String(error));
  return exitNow(1);
}

process.on('uncaughtException', fail);
process.on('unhandledRejection', fail);

const scenario = scenarios[process.argv[2] as keyof Scenarios];
// An experiment that needs more blocked calls at once gets a larger pool through its environment.
await configureLibc({ maxBlockedCalls: Number(process.env['UV_THREADPOOL_SIZE']) - 16 });
const facts = await scenario();
writeSync(1, JSON.stringify(facts));
exitNow(0);
