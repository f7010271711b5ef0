import { messages as en } from '../../../client/features/narration/messages.en.ts';
import { messages as zh } from '../../../client/features/narration/messages.zh.ts';
import { type NarrationWords, sentenceOf } from '../../../client/features/narration/sentence.ts';
import { LogIndex } from '../../../client/playback/projections/log-index.ts';
import { messages as uiEn } from '../../../client/ui/messages.en.ts';
import { messages as uiZh } from '../../../client/ui/messages.zh.ts';
import type { LabEvent } from '../../../shared/log/events.ts';
import { causeWords } from '../../../shared/model/cause-words.ts';
import { EMPTY_LAB_STATE } from '../../../shared/model/lab-state.ts';
import { type SegmentCause, SegmentCauses } from '../../../shared/model/segment-cause.ts';
import { causeClaim } from './cause-claims.ts';
import type { Told, Verdict } from './claim.ts';
import { narrationClaims } from './narration-claims.ts';
import { WholeLog } from './whole-log.ts';

/** How often a sentence was told, and of these how often it was true and could not be decided. */
export interface Count {
  told: number;
  undecided: number;
}
export type Counts = Record<string, Count>;

export interface SentenceReport {
  /** By the sentence's key in the catalogue. */
  readonly counts: Counts;
  readonly faults: readonly string[];
}

interface Said {
  readonly key: string;
  readonly values: readonly unknown[];
}

const CAUSE_KINDS: readonly SegmentCause['is'][] = [
  'reset',
  'answers-syn',
  'calls',
  'acknowledges',
  'probes',
  'keeps-alive',
  'updates-window',
];

type Tree = Readonly<Record<string, unknown>>;

/** A catalogue that notes which of its sentences are asked for, and with which values. */
function noting(words: object, path: string, note: (said: Said) => void): object {
  return new Proxy(words, {
    get(target, name) {
      const found = (target as Tree)[name as string];
      const key = path === '' ? String(name) : `${path}.${String(name)}`;
      if (typeof found === 'string') note({ key, values: [] });
      if (typeof found === 'object' && found !== null) return noting(found, key, note);
      if (typeof found !== 'function') return found;
      return (...values: unknown[]): unknown => {
        note({ key, values });
        return found(...values) as unknown;
      };
    },
  });
}

/** The kinds of everything that is told of a log: sentences, and causes of segments. */
export const toldKinds = (): string[] => [...sentenceKeys(), ...CAUSE_KINDS.map((kind) => `cause.${kind}`)];

/** The keys of all sentences of the catalogue. */
function sentenceKeys(words: object = en.events, path = ''): string[] {
  return Object.entries(words).flatMap(([name, found]: [string, unknown]) => {
    const key = path === '' ? name : `${path}.${name}`;
    return typeof found === 'object' && found !== null ? sentenceKeys(found, key) : [key];
  });
}

type AnyClaim = (told: Told, ...values: readonly unknown[]) => Verdict;

function claimOf(key: string): AnyClaim {
  return key
    .split('.')
    .reduce((found, name) => (found as Tree)[name]!, narrationClaims as unknown) as AnyClaim;
}

/** Numbers that stand by themselves: not those of names such as FIN_WAIT1, nor those in code and quotations. */
function numbersIn(sentence: string): string[] {
  const own = sentence.replaceAll(/`[^`]*`|“[^”]*”/g, '');
  return [...own.matchAll(/(?<![\w.])\d+(?:\.\d+)?/g)].map(([number]) => number);
}

function numbersOf(value: unknown): string[] {
  if (typeof value === 'number') return [String(value)];
  if (typeof value === 'string') return value.match(/\d+(?:\.\d+)?/g) ?? [];
  if (typeof value === 'object' && value !== null) return Object.values(value).flatMap(numbersOf);
  return [];
}

/** These values are printed as spans of time, rounded. */
const ROUNDED = new Set(['sentAgain', 'synCopies', 'copies', 'deliveredIn']);
/** The program's own text is repeated in these. */
const QUOTES = new Set(['output', 'exceptionCaught', 'exceptionRaised', 'variableSet', 'variableDeleted']);

/**
 * A catalogue prints the values that it was given: both languages the same, and no number that is not among
 * them. 0 and 1 are words of the sentences themselves.
 */
function numberFaults(said: readonly Said[], english: string, chinese: string): string[] {
  if (said.some(({ key }) => QUOTES.has(key))) return [];
  const big = (sentence: string): string[] =>
    [...new Set(numbersIn(sentence))].filter((number) => number !== '0' && number !== '1').toSorted();
  const [inEnglish, inChinese] = [big(english), big(chinese)];
  const faults = inEnglish.join() === inChinese.join() ? [] : [`not the same numbers: ${chinese}`];
  if (said.some(({ key }) => ROUNDED.has(key))) return faults;
  const given = new Set(said.flatMap(({ values }) => numbersOf(values)));
  const own = inEnglish.filter((number) => !given.has(number));
  return own.length === 0 ? faults : [...faults, `has the number ${own.join()} from nowhere`];
}

/** Tells every event of a whole log, and checks what each sentence asserts. */
export function checkSentences(events: readonly LabEvent[]): SentenceReport {
  const log = new WholeLog(events);
  const index = new LogIndex(EMPTY_LAB_STATE);
  const counts: Counts = {};
  const faults: string[] = [];
  let said: Said[] = [];
  const note = (one: Said): void => void said.push(one);
  const noted = (words: NarrationWords): NarrationWords => ({
    ...words,
    narration: noting(words.narration, '', note) as NarrationWords['narration'],
  });
  const english = noted({ narration: en.events, tcpStates: uiEn.tcpStates });
  const chinese: NarrationWords = { narration: zh.events, tcpStates: uiZh.tcpStates };
  const causes = new SegmentCauses();
  const judge = (key: string, verdict: Verdict, what: string): void => {
    const count = (counts[key] ??= { told: 0, undecided: 0 });
    count.told += 1;
    if (verdict === null) count.undecided += 1;
    if (verdict === false) faults.push(`${key} is false: ${what}`);
  };
  for (const event of events) {
    index.see(event);
    const told = { event, log, before: log.stateAt(event.seq - 1), after: log.stateAt(event.seq) };
    causes.see(event, told.after);
    if (event.type === 'segment-sent') {
      const cause = causes.of(event, told.before, told.after);
      judge(`cause.${cause.is}`, causeClaim(told, cause), `seq ${event.seq}: ${causeWords(cause)}`);
    }
    const judged = new Set<string>();
    for (const inHand of [true, false]) {
      said = [];
      const scene = { before: told.before, after: told.after, index, inHand };
      const sentence = sentenceOf(event, scene, english);
      for (const { key, values } of said) {
        // Few sentences depend on the reader.
        const name = `${key} ${JSON.stringify(values)}`;
        if (judged.has(name)) continue;
        judged.add(name);
        judge(key, claimOf(key)(told, ...values), `seq ${event.seq}: ${sentence}`);
      }
      const other = sentenceOf(event, scene, chinese);
      faults.push(
        ...numberFaults(said, sentence, other).map((fault) => `seq ${event.seq}: ${sentence} ${fault}`),
      );
    }
  }
  return { counts, faults };
}

export function addCounts(all: Counts, more: Counts): void {
  for (const [key, { told, undecided }] of Object.entries(more)) {
    const count = (all[key] ??= { told: 0, undecided: 0 });
    count.told += told;
    count.undecided += undecided;
  }
}
