import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import { readPython } from '../../../client/features/composer/python/python.ts';
import { l01 } from '../../../shared/lessons/l01.ts';
import { plainWire } from '../../../shared/log/wire-settings.ts';
import type { Program } from '../../../shared/programs/tree.ts';
import { checkLog } from '../../support/log-checks.ts';
import { checkSentences } from '../../support/claims/told-sentences.ts';
import { comparable, outcomesOf, type Outcome } from '../../support/python-outcomes.ts';
import { PythonHost } from '../../support/python-hosts.ts';
import { randomConversation, type Conversation } from '../../support/random-conversations.ts';
import { callsInLab, callsInTrace, inOneOrder } from '../../support/system-calls.ts';
import { openRig, type Rig } from './lab-rig.ts';

/* Pairs of programs, each run in a lab, and by python3 on the two hosts of another lab. */

/** With `TRACED`, the system calls are compared, too. */
const traced = process.env['TRACED'] !== undefined;

type Outcomes = Readonly<Record<string, Outcome & { readonly calls?: readonly string[] }>>;
interface Difference {
  readonly conversation: Conversation;
  readonly inLab: Outcomes;
  readonly byPython: Outcomes;
  readonly faults: readonly string[];
}
export interface ConversationsReport {
  readonly pairs: number;
  /** Pairs of which a lab had refused a program. */
  readonly refused: number;
  readonly different: readonly Difference[];
  /** The texts of the refusals, with how many there were of each. */
  readonly refusals: Readonly<Record<string, number>>;
}

const PORT = 8080;

function openHosts(): { readonly rig: Rig; readonly python: Record<'server' | 'client', PythonHost> } {
  const nothing: Program = { statements: [{ is: 'pass' }] };
  const programs = { server: nothing, client: nothing };
  const rig = openRig('two-hosts', { lesson: { ...l01, programs, wire: plainWire('auto') } });
  const python = {
    server: rig.network.enter('server', () => new PythonHost({ traced })),
    client: rig.network.enter('client', () => new PythonHost({ traced })),
  };
  return { rig, python };
}

/** Returns the programs, or the first finding for which one is not accepted. */
function programsOf(texts: Conversation): Record<'server' | 'client', Program> | string {
  const [server, client] = [readPython(texts.server), readPython(texts.client)];
  if (server.program !== null && client.program !== null)
    return { server: server.program, client: client.program };
  const [first] = [...server.findings, ...client.findings];
  return `${first?.code} ${first?.about}`;
}

async function inLab(
  programs: Record<'server' | 'client', Program>,
  texts: Conversation,
): Promise<{ outcomes: Outcomes; faults: string[] }> {
  const rig = openRig('two-hosts', { lesson: { ...l01, programs, wire: plainWire('auto') } });
  await rig.command({ type: 'run-on', program: 'server' });
  await rig.until(({ state }) => state.atRest, 'the server in accept()');
  await rig.command({ type: 'run-on', program: 'client' });
  const ended = rig.until(
    ({ state }) => Object.values(state.programs).every((one) => one.ended !== null),
    'the end of both programs',
    15_000,
  );
  await ended.catch(() => {});
  const events = await rig.end();
  const faults = [...checkLog(events).faults, ...checkSentences(events).faults];
  const { server, client } = outcomesOf(events, ['server', 'client']);
  return {
    outcomes: {
      server: { ...server!, ...callsOf(texts.server, () => callsInLab(events, 'server/main')) },
      client: { ...client!, ...callsOf(texts.client, () => callsInLab(events, 'client/main')) },
    },
    faults,
  };
}

async function byPython(
  hosts: Record<'server' | 'client', PythonHost>,
  { server, client }: Conversation,
): Promise<Outcomes> {
  const serving = hosts.server.run(server);
  let ended = false;
  void serving.then(() => (ended = true));
  while (!hosts.server.isListening(PORT) && !ended) await sleep(2);
  const asking = await hosts.client.run(client);
  const served = await serving;
  return {
    server: {
      ...comparable(served),
      ...callsOf(server, () => callsInTrace(hosts.server.traceOf(served))),
    },
    client: {
      ...comparable(asking),
      ...callsOf(client, () => callsInTrace(hosts.client.traceOf(asking))),
    },
  };
}

/** A program with several threads closes the sockets that it has lost at another time than CPython ([PROG5]). */
function callsOf(text: string, calls: () => readonly string[]): { readonly calls?: readonly string[] } {
  return traced && !text.includes('Thread(') ? { calls: inOneOrder(calls()) } : {};
}

/** Makes `PAIRS` random pairs from `SEED`. The first pairs that differ are told. */
export async function randomConversations(): Promise<ConversationsReport> {
  const pairs = Number(process.env['PAIRS'] ?? 20);
  const seed = Number(process.env['SEED'] ?? 1);
  const { rig, python } = openHosts();
  const different: Difference[] = [];
  const refusals: Record<string, number> = {};
  let refused = 0;
  for (const conversation of fc.sample(randomConversation, { numRuns: pairs, seed })) {
    const programs = programsOf(conversation);
    const ran = typeof programs === 'string' ? programs : await inLab(programs, conversation);
    const refusal = typeof ran === 'string' ? ran : refusalIn(ran.outcomes);
    if (typeof ran === 'string' || refusal !== null) {
      refused += 1;
      refusals[refusal ?? ''] = (refusals[refusal ?? ''] ?? 0) + 1;
      continue;
    }
    const { outcomes, faults } = ran;
    const others = await byPython(python, conversation);
    const same = JSON.stringify(outcomes) === JSON.stringify(others);
    if (!same || faults.length > 0)
      different.push({ conversation, inLab: outcomes, byPython: others, faults });
    if (different.length === FIRST) break;
  }
  for (const host of Object.values(python)) host.end();
  await rig.end();
  return { pairs, refused, refusals, different };
}

const refusalIn = (outcomes: Outcomes): string | null =>
  Object.values(outcomes).find(({ raised }) => raised.startsWith('LabRefusal'))?.raised ?? null;

/** Further differences have the same reasons, mostly. */
const FIRST = Number(process.env['FIRST'] ?? 3);
