import type { Messages } from '../../../client/features/narration/messages.en.ts';
import { stateName } from '../../../shared/log/state-name.ts';
import type { WireMode } from '../../../shared/log/wire-settings.ts';
import { lineText, listing } from '../../../shared/programs/listing.ts';
import {
  blockedClaims,
  closedClaims,
  enteredClaims,
  pollsClaim,
  returnedClaims,
  selectsClaim,
} from './call-claims.ts';
import { all, as, type ClaimsOf, isHost, isProgram, type Told, type Verdict } from './claim.ts';
import type { Party } from '../../../client/stage/model/event-facts.ts';
import {
  acksPassedClaim,
  copiesClaim,
  dataPassedClaim,
  dataRefusedClaim,
  deliveredClaims,
  deliveredInClaim,
  droppedClaims,
  duplicatedClaim,
  heldClaims,
  keptOnWireClaim,
  resetDeliveredClaims,
  sentAgainClaim,
  sentClaims,
  synCopiesClaim,
} from './segment-claims.ts';

type Words = Messages['events'];

function ofThread(told: Told, who: Party, thread: string): boolean {
  return isProgram(told, who, told.log.programOfThread(thread));
}

function isLine(told: Told, thread: string, line: number, source: string): boolean {
  const tree = told.after.programs[told.log.programOfThread(thread) ?? '']?.tree;
  const found = tree === undefined ? undefined : listing(tree)[line - 1];
  return found !== undefined && source.length > 0;
}

const noticed =
  (code: string) =>
  ({ event }: Told): Verdict =>
    (event.type === 'notice' || event.type === 'lab-closed') && event.code === code;

const mode =
  (is: WireMode) =>
  (told: Told): Verdict =>
    as(told, 'wire-set').settings.mode === is;

const figure =
  (name: keyof Words['figures']) =>
  (told: Told, n: number): Verdict => {
    const { toServer, toClient } = as(told, 'wire-set').settings;
    return toServer[name] === n || toClient[name] === n;
  };

const modes: ClaimsOf<Words['wireInHand']> = {
  hold: mode('hold'),
  'hold-data': mode('hold-data'),
  'hold-acks': mode('hold-acks'),
  auto: mode('auto'),
};

const ended =
  (cause: keyof Words['programEnded']) =>
  (told: Told, who: Party): Verdict => {
    const event = as(told, 'program-ended');
    return all(event.cause === cause, isProgram(told, who, event.program));
  };

/** The thread is its program's first, which has no name in a sentence. */
function isNamed(told: Told, thread: string, name: string | null): boolean {
  const started = told.log.threads.get(thread);
  return name === null ? started?.by === undefined : started?.name === name;
}

/** The assertions of every sentence of the narration. */
export const narrationClaims: ClaimsOf<Words> = {
  twoHostsOpened: (told, addresses) => {
    const event = as(told, 'lab-opened');
    const own = event.hosts.map((host) => host.addresses);
    return all(
      event.grade === 'two-hosts',
      addresses.every((one, i) => own[i]?.includes(one) === true),
    );
  },
  oneHostOpened: (told) => as(told, 'lab-opened').grade === 'loopback',
  labClosed: (told, code) => as(told, 'lab-closed').code === code,
  notice: (told, what) => {
    const { code, detail } = as(told, 'notice');
    return what === (detail ?? code);
  },
  settingRefused: (told, what) => as(told, 'notice').detail === what,
  notices: {
    idle: noticed('idle'),
    'lab-host-died': noticed('lab-host-died'),
    'server-ended': noticed('server-ended'),
    'program-stopped': noticed('program-stopped'),
    'segments-folded': noticed('segments-folded'),
    'counters-sampled': noticed('counters-sampled'),
    'run-paused': noticed('run-paused'),
    'run-unwatched': noticed('run-unwatched'),
    'event-unreadable': noticed('event-unreadable'),
    'other-packet': noticed('other-packet'),
  },
  runBegins: (told, run) => {
    const event = as(told, 'program-loaded');
    return all(run > 1, event.run === run);
  },
  programLoaded: (told, who, lines) => {
    const event = as(told, 'program-loaded');
    return all(isProgram(told, who, event.program), listing(event.tree).length === lines);
  },
  programEdited: (told, who, changed) => {
    const { program, tree } = as(told, 'program-edited');
    if (changed === null) return isProgram(told, who, program);
    const isNow = listing(tree).some((one) => one.line === changed.line && lineText(one) === changed.source);
    return all(isProgram(told, who, program), isNow);
  },
  programEnded: {
    finished: ended('finished'),
    stopped: ended('stopped'),
    exception: (told, who, exception) => {
      const { program } = as(told, 'program-ended');
      const raised = told.log
        .before(told.event.seq, 'thread-ended')
        .filter(({ thread }) => told.log.programOfThread(thread) === program)
        .some((e) => e.exception !== undefined && exception.startsWith(e.exception.name));
      return all(raised, ended('exception')(told, who));
    },
  },
  programRemoved: (told, who) => isProgram(told, who, as(told, 'program-removed').program),
  threadStarted: (told, who, thread, another) => {
    const event = as(told, 'thread-started');
    // A program that is loaded anew begins with no thread.
    const loaded = told.log.before(event.seq, 'program-loaded').findLast((e) => e.program === event.program);
    const hadOne = told.log
      .before(event.seq, 'thread-started')
      .some(({ program, seq }) => program === event.program && seq > (loaded?.seq ?? 0));
    return all(isProgram(told, who, event.program), event.name === thread, another === hadOne);
  },
  threadJoins: (told, who, thread) => {
    const event = as(told, 'thread-joins');
    return all(ofThread(told, who, event.thread), told.log.threads.get(event.other)?.name === thread);
  },
  threadAt: (told, who, line, source) => {
    const event = as(told, 'thread-at');
    return all(
      ofThread(told, who, event.thread),
      event.line === line,
      isLine(told, event.thread, line, source),
    );
  },
  threadEnded: (told, who, thread) => {
    const event = as(told, 'thread-ended');
    return all(
      event.cutOff !== true,
      event.exception === undefined,
      ofThread(told, who, event.thread),
      isNamed(told, event.thread, thread),
    );
  },
  threadCutOff: (told, who, thread) => {
    const event = as(told, 'thread-ended');
    return all(event.cutOff === true, ofThread(told, who, event.thread), isNamed(told, event.thread, thread));
  },
  lineBegins: (told, who, line, source) => {
    const event = as(told, 'thread-step');
    return all(
      ofThread(told, who, event.thread),
      event.line === line,
      isLine(told, event.thread, line, source),
    );
  },
  functionEntered: (told, who, called) => {
    const event = as(told, 'frame-entered');
    return all(ofThread(told, who, event.thread), event.function === called);
  },
  functionLeft: (told, who) => ofThread(told, who, as(told, 'frame-left').thread),
  exceptionCaught: (told, who, line, name, message) => {
    const { thread, exception, line: at } = as(told, 'exception-caught');
    return all(
      ofThread(told, who, thread),
      at === line,
      exception.name === name,
      exception.message === message,
    );
  },
  exceptionRaised: (told, who, line, name, message) => {
    const { thread, exception, line: at } = as(told, 'thread-ended');
    return all(
      ofThread(told, who, thread),
      at === line,
      exception?.name === name,
      exception?.message === message,
    );
  },
  variableSet: (told, who, name, text) => {
    const { program, name: set, value } = as(told, 'variable-set');
    const says = value.is === 'number' ? text === String(value.value) : text.length > 0;
    return all(isProgram(told, who, program), set === name, says);
  },
  variableDeleted: (told, who, name) => {
    const { program, name: deleted } = as(told, 'variable-deleted');
    return all(isProgram(told, who, program), deleted === name);
  },
  output: (told, who, text) => {
    const { program, text: printed } = as(told, 'output');
    return all(isProgram(told, who, program), printed.startsWith(text));
  },

  entered: enteredClaims,
  blocked: blockedClaims,
  polls: pollsClaim,
  selects: selectsClaim,
  blockedElsewhere: (told, who, kernelCall) => {
    const { call, kernelCall: seen } = as(told, 'call-blocked');
    return all(isProgram(told, who, told.log.programOfCall(call)), seen === kernelCall);
  },
  failed: (told, who, name, error) => {
    const { call, result } = as(told, 'call-returned');
    if (result.ok) return false;
    return all(
      isProgram(told, who, told.log.programOfCall(call)),
      told.log.entered.get(call)?.name === name,
      result.errno === error.errno,
      result.errnoName === error.errnoName,
      result.exception === error.exception,
    );
  },
  goesOn: (told, who, name, error) => {
    const { call, result } = as(told, 'call-returned');
    if (result.ok || result.exception !== undefined) return false;
    const entered = told.log.entered.get(call);
    const next = told.log.events.find(
      (event) =>
        event.type === 'call-entered' && event.seq > told.event.seq && event.thread === entered?.thread,
    );
    return all(
      isProgram(told, who, told.log.programOfCall(call)),
      entered?.name === name,
      result.errno === error.errno && result.errnoName === error.errnoName,
      next === undefined ? null : next.type === 'call-entered' && next.name === 'poll',
    );
  },
  returned: returnedClaims,
  cutOff: (told, who, name) => {
    const { call, cutOff } = as(told, 'call-returned');
    const its = isProgram(told, who, told.log.programOfCall(call));
    return all(cutOff === true, its, told.log.entered.get(call)?.name === name);
  },
  closed: closedClaims,

  stateChanged: (told, who, before, after) => {
    const { socket, changed, host } = as(told, 'socket-observed');
    const was = told.before.sockets[socket]?.kernel.state ?? null;
    const names = [was, changed.state ?? null].map((state) => state && stateName(state));
    return all(who.host === host, names[0] === before, names[1] === after, before !== after);
  },
  listed: (told, who) => {
    const { socket, changed, host } = as(told, 'socket-observed');
    const isFirst = told.before.sockets[socket]?.kernel.state === undefined;
    return all(who.host === host, changed.state === 'CLOSE', isFirst);
  },
  connectionOver: (told, who, before) => {
    const { socket, changed, host } = as(told, 'socket-observed');
    return all(
      who.host === host,
      changed.state === 'CLOSE',
      told.before.sockets[socket]?.kernel.state === before,
    );
  },
  countersRead: (told, who, changed) => {
    const event = as(told, 'socket-observed');
    return all(isHost(who, event.host), Object.keys(event.changed).length === changed);
  },
  socketGone: (told, who) => {
    const { socket, host } = as(told, 'socket-gone');
    return all(
      who.host === host,
      !told.log.after(told.event.seq, 'socket-observed').some((later) => later.socket === socket),
    );
  },
  atRest: (told) => {
    const running = Object.values(told.after.threads).some(({ status }) => status === 'running');
    return all(told.event.type === 'at-rest', !running);
  },

  sent: sentClaims,
  sentAgain: sentAgainClaim,
  held: heldClaims,
  synCopies: synCopiesClaim,
  copies: copiesClaim,
  dataPassed: dataPassedClaim,
  acksPassed: acksPassedClaim,
  delivered: deliveredClaims,
  dataRefused: dataRefusedClaim,
  deliveredUnseen: (told) => !told.log.segments.has(as(told, 'segment-delivered').segment),
  resetDelivered: resetDeliveredClaims,
  dropped: droppedClaims,
  duplicated: duplicatedClaim,
  keptOnWire: keptOnWireClaim,
  deliveredIn: deliveredInClaim,
  wireInHand: modes,
  wireWatched: modes,
  figures: {
    delayMs: figure('delayMs'),
    kbitPerSecond: figure('kbitPerSecond'),
    queueSegments: figure('queueSegments'),
    lossPercent: figure('lossPercent'),
    duplicatePercent: figure('duplicatePercent'),
    reorderPercent: figure('reorderPercent'),
    mtu: figure('mtu'),
  },
  figuresOf: (told) => told.event.type === 'wire-set',
  acceptQueueFull: (told, who, count) => {
    const { host, dropped } = as(told, 'listen-overflow');
    return all(isHost(who, host), dropped === count);
  },
  nicOverflowed: (told, who, count) => {
    const { host, dropped } = as(told, 'nic-overflow');
    return all(isHost(who, host), dropped === count);
  },
  counted: {
    sent: (told, n) => as(told, 'positions-counted').sent === n,
    acked: (told, n) => as(told, 'positions-counted').acked === n,
    received: (told, n) => as(told, 'positions-counted').received === n,
  },
  positionsCounted: (told, parts) => {
    const { sent, acked, received } = as(told, 'positions-counted');
    return parts.length === [sent, acked, received].filter((n) => n !== undefined).length;
  },
};
