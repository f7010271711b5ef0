import { messages as eventLog } from '../../client/features/event-log/messages.en.ts';
import { logRow } from '../../client/features/event-log/log-row.ts';
import { bytePath } from '../../client/features/inspector/byte/byte-path.ts';
import { socketFacts } from '../../client/features/inspector/socket/socket-facts.ts';
import { messages as narration } from '../../client/features/narration/messages.en.ts';
import { messages as summary } from '../../client/features/narration/summary/messages.en.ts';
import { narrationAt, readingAfter, sentenceAt, trailAt } from '../../client/features/narration/tell.ts';
import { plotFlows } from '../../client/features/plots/plot-data.ts';
import { conversations, stateDiagram } from '../../client/features/state-diagram/state-diagram.ts';
import { socketPaths } from '../../client/features/state-diagram/state-path.ts';
import { LogIndex } from '../../client/playback/projections/log-index.ts';
import { Occupancy } from '../../client/playback/projections/occupancy.ts';
import { bufferScene } from '../../client/stage/model/buffer.ts';
import { chipScenes } from '../../client/stage/model/chips.ts';
import { clientRows } from '../../client/stage/model/clients.ts';
import { codeLines } from '../../client/stage/model/code-lines.ts';
import { panelOf } from '../../client/stage/model/event-panel.ts';
import { stageSockets } from '../../client/stage/model/host-sockets.ts';
import { Ladder } from '../../client/stage/model/ladder.ts';
import { printedLines, variablesOf } from '../../client/stage/model/program-data.ts';
import { threadBadge } from '../../client/stage/model/thread-badge.ts';
import { valueScene } from '../../client/stage/model/values.ts';
import { motionPlan } from '../../client/stage/motion/motion-plan.ts';
import { messages as ui } from '../../client/ui/messages.en.ts';
import type { LabEvent } from '../../shared/log/events.ts';
import { Timeline } from '../../shared/log/timeline.ts';
import { CaptureOfLog } from '../../shared/model/capture-of-log.ts';
import { conservationFaults } from '../../shared/model/conservation.ts';
import { deadlockCycle, starved } from '../../shared/model/deadlock.ts';
import { EMPTY_LAB_STATE, type LabState } from '../../shared/model/lab-state.ts';
import { nextMove } from '../../shared/model/next-move.ts';
import { disagreements } from '../../shared/model/witness.ts';

const reader = {
  words: { narration: narration.events, tcpStates: ui.tcpStates },
  summary: summary.summary,
  inHand: true,
};

/** Makes all that the page makes of a log up to an event: its projections, its scenes and its sentences. */
export function everyScene(events: readonly LabEvent[], cursor: number): void {
  const timeline = new Timeline();
  const index = new LogIndex(EMPTY_LAB_STATE);
  const occupancy = new Occupancy();
  const capture = new CaptureOfLog();
  let before: LabState = EMPTY_LAB_STATE;
  timeline.append(events, (event, after) => {
    if (event.type === 'notice' && event.code === 'event-unreadable') throw new Error(event.detail);
    index.see(event);
    occupancy.see(event, after);
    capture.see(event, after);
    panelOf(event, after);
    motionPlan(before, event, after);
    logRow(event, index, eventLog, ui);
    before = after;
  });
  const state = timeline.stateAt(cursor);
  ofState(state, timeline.stateAt(cursor - 1));
  new Ladder(EMPTY_LAB_STATE).sceneAt(events, cursor, state);
  const log = { events, base: 0, index, stateAt: (seq: number) => timeline.stateAt(seq) };
  sentenceAt(log, cursor, reader);
  narrationAt(log, cursor, reader);
  trailAt(log, cursor, reader, 5);
  readingAfter(log, cursor, reader);
  for (const flow of Object.keys(state.flows)) bytePath(events, cursor, timeline.state, flow, 0);
  plotFlows(EMPTY_LAB_STATE, events);
  for (const talk of conversations(socketPaths(EMPTY_LAB_STATE, events))) stateDiagram(talk, cursor);
  capture.file('a test', 'a test');
}

function ofState(state: LabState, previous: LabState): void {
  chipScenes(state);
  clientRows(state);
  stageSockets(state, {});
  deadlockCycle(state);
  starved(state);
  nextMove(state);
  disagreements(state);
  conservationFaults(state);
  for (const socket of Object.values(state.sockets)) {
    bufferScene(state, socket, 'send');
    bufferScene(state, socket, 'recv');
    socketFacts(state, previous, socket.socket);
  }
  for (const program of Object.values(state.programs)) {
    codeLines(state, program);
    printedLines(program);
  }
  for (const thread of Object.values(state.threads)) {
    threadBadge(state, thread);
    const program = state.programs[thread.program] ?? null;
    for (const { value } of variablesOf(program, thread)) valueScene(state, value);
  }
}
