import fc from 'fast-check';
import type { EventOf, LabEvent } from '../../../shared/log/events.ts';
import { drawing, plainWire, WIRE_MODES } from '../../../shared/log/wire-settings.ts';
import { guidance, type Guidance, NO_LESSON, type Way } from '../../../shared/lessons/guidance.ts';
import { LESSONS } from '../../../shared/lessons/index.ts';
import { l26 } from '../../../shared/lessons/l26.ts';
import { composed, type Lesson, varied } from '../../../shared/lessons/lesson.ts';
import { Walkthrough } from '../../../shared/lessons/walkthrough.ts';
import type { Move } from '../../../shared/model/next-move.ts';
import { parametersOf, type ParameterValue } from '../../../shared/programs/params.ts';
import type { Command, LabCommand } from '../../../shared/protocol/server-messages.ts';
import { openRig, type Rig } from './lab-rig.ts';
import { severalAtATime } from './lesson-runs.ts';
import { programsOf, randomRun } from './random-programs.ts';

/* Hands do anything at all, and then only the primary button is pressed: wherever they have come to, it leads on. */

const AT_A_TIME = 6;
/** The most that hands do before the button is pressed. */
const MOST_HANDS = 24;
/** A lesson takes about 30, and a loop is not stepped for ever. */
const MOST_PRESSES = 400;
/** A lab that does not come to rest is looked at nevertheless, ms. */
const SETTLE_MS = 300;
/** A wait whose end is known to be further off is an answer in itself, ms. */
const LONG_WAIT_MS = 2500;
/** A wait whose end nobody knows ends within so many looks, or nothing is waited for. A starved process looks later. */
const BLIND_LOOKS = 60;
const LOOK_MS = 100;
/** Waiting of one walk, ms: neither a kernel that doubles its timer nor a long run is followed to its end. */
const MOST_WAITING_MS = 8000;

/** The place to which the button has led. */
type End = Exclude<Guidance['is'], 'move' | 'wait'> | 'long wait' | 'several waits';

interface Walk {
  readonly seed: number;
  readonly subject: string;
  readonly end: End | null;
  readonly presses: number;
  readonly faults: readonly string[];
  readonly trail: readonly string[];
}

export interface WalksReport {
  readonly seed: number;
  readonly walks: number;
  readonly ends: Readonly<Record<string, number>>;
  readonly presses: number;
  readonly mostPresses: Pick<Walk, 'subject' | 'seed' | 'presses'>;
  readonly failed: readonly Walk[];
}

/** `GUIDE_WALKS` walks from `GUIDE_SEED` on, or those of the seeds in `GUIDE_SEEDS`. */
export async function guidedWalks(): Promise<WalksReport> {
  const from = Number(process.env['GUIDE_SEED'] ?? 1);
  const count = Number(process.env['GUIDE_WALKS'] ?? 30);
  const listed = process.env['GUIDE_SEEDS'];
  const seeds = listed?.split(' ').map(Number) ?? Array.from({ length: count }, (_, i) => from + i);
  const walks = await severalAtATime(seeds, AT_A_TIME, walk);
  const ends: Record<string, number> = {};
  for (const { end } of walks) ends[end ?? 'failed'] = (ends[end ?? 'failed'] ?? 0) + 1;
  const [most = { subject: '', seed: 0, presses: 0 }] = walks.toSorted((a, b) => b.presses - a.presses);
  return {
    seed: from,
    walks: walks.length,
    ends,
    presses: walks.reduce((sum, one) => sum + one.presses, 0),
    mostPresses: { subject: most.subject, seed: most.seed, presses: most.presses },
    failed: walks.filter(({ faults }) => faults.length > 0),
  };
}

const SUBJECTS: readonly { readonly name: string; readonly lesson: Lesson }[] = LESSONS.flatMap((lesson) => [
  // A lesson itself, with its way, comes twice as often as one of its variations.
  { name: lesson.id, lesson },
  { name: lesson.id, lesson },
  ...lesson.variations.flatMap(({ id }) => {
    const one = varied(lesson, id);
    return one === null ? [] : [{ name: `${lesson.id} ${id}`, lesson: one }];
  }),
]);

/** Composed programs are one walk in eight. */
function subjectOf(seed: number): (typeof SUBJECTS)[number] {
  if (seed % 8 !== 0) return SUBJECTS[(seed * 7) % SUBJECTS.length]!;
  const [drawn] = fc.sample(randomRun, { numRuns: 1, seed });
  const run = JSON.parse(JSON.stringify(drawn)) as NonNullable<typeof drawn>;
  const lesson = composed(l26, { title: 'walk', expectation: '' }, programsOf(run));
  return { name: `composed ${seed}`, lesson: { ...lesson, wire: run.wire, timers: run.timers } };
}

async function walk(seed: number): Promise<Walk> {
  const { name, lesson } = subjectOf(seed);
  const walker = new Walker(openRig('two-hosts', { lesson }), lesson, drawing(seed));
  let end: End | null = null;
  try {
    await walker.settle();
    await walker.playAtRandom(seed % 6 === 1);
    end = await walker.pressOn();
  } catch (error) {
    walker.faults.push(String(error).slice(0, 300));
  }
  await walker.end();
  const { presses, faults, trail } = walker;
  return { seed, subject: name, end, presses, faults, trail: faults.length > 0 ? trail.slice(-40) : [] };
}

class Walker {
  readonly faults: string[] = [];
  readonly trail: string[] = [];
  presses = 0;
  readonly #rig: Rig;
  readonly #random: () => number;
  readonly #walkthrough: Walkthrough;
  #way: Way;
  #seen = 0;
  #waitedMs = 0;

  constructor(rig: Rig, lesson: Lesson, random: () => number) {
    this.#rig = rig;
    this.#random = random;
    this.#walkthrough = new Walkthrough(lesson);
    this.#way = { ...NO_LESSON, lesson, walkthrough: this.#walkthrough, following: 'L2' };
    rig.hear((events) => {
      for (const event of events) this.#see(event);
    });
  }

  #see(event: LabEvent): void {
    this.#seen += 1;
    const { began } = this.#walkthrough;
    this.#walkthrough.see(event, this.#rig.timeline.stateAt(this.#seen));
    if (began !== null && this.#walkthrough.began !== began)
      this.#way = { ...this.#way, left: false, explained: false };
  }

  get #next(): Guidance {
    return guidance(this.#rig.timeline.state, this.#way);
  }

  async end(): Promise<void> {
    await this.#rig.end();
  }

  async settle(): Promise<void> {
    for (let turn = 0; turn < 3; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    await this.#rig.until(({ state }) => state.atRest, 'rest', SETTLE_MS).catch(() => {});
  }

  /** `fast`: all at full speed first. */
  async playAtRandom(fast: boolean): Promise<void> {
    if (fast) {
      await this.#give({ type: 'wire', settings: plainWire('auto') });
      await this.#give({ type: 'run-on' });
      await this.settle();
    }
    const hands = fast ? 0 : Math.floor(this.#random() * MOST_HANDS);
    for (let i = 0; i < hands; i += 1) {
      const next = this.#next;
      // Hands follow the lesson for a while too, or they would never come far.
      const follows = this.#random() < 0.55 && next.is === 'move';
      await this.#give(follows ? next.move.command : this.#draw());
      await this.settle();
    }
  }

  async #give(command: Command | null): Promise<void> {
    if (command === null || command.type === 'new-lab' || command.type === 'stay') return;
    const refused = await this.#rig.command(command);
    this.trail.push(`${JSON.stringify(command)}${refused === null ? '' : ` refused: ${refused.code}`}`);
  }

  #pick<T>(from: readonly T[]): T | null {
    return from[Math.floor(this.#random() * from.length)] ?? null;
  }

  /** Anything that the page permits; what is drawn may be refused. */
  #draw(): LabCommand | null {
    const { state } = this.#rig.timeline;
    const thread = this.#pick(Object.values(state.threads));
    const program = this.#pick(Object.keys(state.programs)) ?? 'client';
    const whom = thread === null ? { program } : { program: thread.program, thread: thread.thread };
    const chip = this.#pick(state.wire.chips.filter(({ held }) => held.length > 0))?.chip;
    const die = this.#random() * 100;
    if (die < 34) return { type: 'step', ...whom };
    if (die < 40) return { type: this.#random() < 0.5 ? 'run' : 'run-on', ...whom };
    if (die < 42) return { type: 'pause', ...whom };
    if (die < 70 && chip !== undefined) {
      const how = this.#random();
      if (how < 0.5) return { type: 'deliver', chip };
      if (how < 0.8) return { type: 'drop', chip };
      if (how < 0.9) return { type: 'duplicate', chip };
      return { type: 'delay', chip, ms: this.#random() < 0.3 ? null : Math.floor(this.#random() * 80) };
    }
    if (die < 80) return this.#edit(program);
    if (die < 87) return { type: 'wire', settings: plainWire(this.#pick(WIRE_MODES) ?? 'hold') };
    if (die < 89) return { type: 'add-client' };
    if (die < 91) return { type: 'remove-client', program };
    if (die < 95) return { type: 'stop', program };
    if (die < 97) return { type: 'run-again' };
    return { type: 'step', program };
  }

  #edit(program: string): LabCommand | null {
    const tree = this.#rig.timeline.state.programs[program]?.tree;
    const parameter = tree === undefined ? null : this.#pick(parametersOf(tree));
    if (parameter === null) return null;
    const values: Readonly<Record<typeof parameter.kind, readonly ParameterValue[]>> = {
      text: ['', 'x', '好'],
      bytes: ['', 'x'],
      address: ['192.168.127.9', '192.168.127.1', ''],
      port: [81, 8080, 0],
      backlog: [0, 1],
      'recv-size': [0, 1, 3],
      'buffer-bytes': [1, 4096],
      count: [0, 1, 2000],
      flag: [true, false],
      family: ['AF_INET', 'AF_INET6'],
      encoding: ['gbk', 'utf-8'],
    };
    const value = this.#pick(values[parameter.kind]);
    return value === null ? null : { type: 'set', program, parameter: parameter.id, value };
  }

  /** Presses nothing but the button, until it has led to an end. */
  async pressOn(): Promise<End | null> {
    await this.settle();
    while (this.presses < MOST_PRESSES) {
      const next = this.#next;
      this.trail.push(`- ${next.is} ${next.is === 'move' ? JSON.stringify(next.move.command) : ''}`);
      switch (next.is) {
        case 'move':
          if (!(await this.#press(next.move))) return null;
          break;
        case 'wait':
          if (this.#waitedMs > MOST_WAITING_MS) return 'several waits';
          if (await this.#wait(next.wait.dueAt)) return 'long wait';
          if (this.faults.length > 0) return null;
          break;
        case 'stuck': {
          // Some go on from where they are; what then stands still stands still for good.
          const canGoOn = next.helps.some(({ is }) => is === 'go-on');
          if (canGoOn && this.#random() < 0.5) {
            this.#way = { ...this.#way, left: true };
            break;
          }
          const [best] = next.helps;
          if (best.is !== 'go-on') await this.#beginAnew(best.commands);
          return next.is;
        }
        case 'run-again':
          await this.#beginAnew(next.commands);
          return next.is;
        case 'explanation':
          // The explanation is read, and the button then leads on.
          this.#way = { ...this.#way, explained: true };
          if (['move', 'wait', 'stuck', 'explanation'].includes(this.#next.is))
            this.faults.push(`after the explanation: ${this.#next.is}`);
          await this.#finish();
          return next.is;
        default:
          return next.is;
      }
    }
    this.faults.push(`${MOST_PRESSES} presses, and no end`);
    return null;
  }

  /** Presses; what comes of it must be what the label said. */
  async #press(move: Move): Promise<boolean> {
    const { head, state } = this.#rig.timeline;
    const isStill = state.atRest;
    this.presses += 1;
    const refused = await this.#rig.command(move.command as LabCommand);
    await this.settle();
    // If the lab was not at rest, the move may have been made by itself meanwhile.
    if (refused !== null) {
      if (!isStill || this.#rig.timeline.head !== head) return true;
      this.faults.push(`${JSON.stringify(move.command)} was refused: ${refused.code}`);
      return false;
    }
    const events = this.#rig.timeline.events.slice(head);
    if (events.some((event) => isEffect(event, move))) return true;
    this.faults.push(`${JSON.stringify(move.command)} did something else`);
    return false;
  }

  /** True where the end is known and far off. */
  async #wait(dueAt: number | null): Promise<boolean> {
    const { head, state } = this.#rig.timeline;
    const leftMs = dueAt === null ? null : (dueAt - state.at) / 1000;
    if (leftMs !== null && leftMs > LONG_WAIT_MS) return true;
    const began = performance.now();
    const looks = BLIND_LOOKS + Math.ceil(Math.max(0, leftMs ?? 0) / LOOK_MS);
    for (let look = 0; look < looks && this.#rig.timeline.head === head; look += 1)
      await this.#rig.until((log) => log.head > head, 'what is waited for', LOOK_MS).catch(() => {});
    if (this.#rig.timeline.head === head)
      this.faults.push(`nothing came of a wait for ${JSON.stringify(this.#next)}`);
    await this.settle();
    this.#waitedMs += performance.now() - began;
    return false;
  }

  /** Runs the lines that the lesson leaves, in one press. */
  async #finish(): Promise<void> {
    const next = this.#next;
    if (next.is !== 'finish') return;
    for (const command of next.commands) await this.#give(command);
    await this.#rig
      .until(() => this.#next.is !== 'finish', 'the end of what the lesson leaves')
      .catch(() => this.faults.push('what the lesson leaves does not come to its end'));
  }

  /** A new start is one: the first lines stand there to be executed. */
  async #beginAnew(commands: readonly Command[]): Promise<void> {
    // The server makes a new lab, which is as it was at the beginning of this walk.
    if (commands.some(({ type }) => type === 'new-lab')) return;
    for (const command of commands) await this.#give(command);
    await this.settle();
    const next = this.#next;
    const { threads } = this.#rig.timeline.state;
    const stand = Object.values(threads).every(({ steps }) => steps === 0);
    if (next.is !== 'move' || !stand || this.#walkthrough.index > 0)
      this.faults.push(`a new start leads to ${next.is} at move ${this.#walkthrough.index}`);
  }
}

function isEffect(event: LabEvent, { command }: Move): boolean {
  switch (command.type) {
    case 'step':
    case 'run':
    case 'run-on':
      return event.type === 'thread-step' && event.thread === command.thread;
    case 'deliver':
      return (
        event.type === 'segment-delivered' || (event.type === 'segment-dropped' && event.cause === 'nic')
      );
    case 'drop':
      return event.type === 'segment-dropped';
    case 'wire':
      return event.type === 'wire-set';
    case 'set':
      return event.type === 'program-edited';
    case 'add-client':
    case 'run-again':
      return event.type === 'program-loaded';
    case 'stop':
      return event.type === ('program-ended' satisfies EventOf<'program-ended'>['type']);
    default:
      return false;
  }
}
