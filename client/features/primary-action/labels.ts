import type { PrimaryActionMessages } from './messages.ts';
import type { LabMessages } from '../../lab/messages.ts';
import type { UiMessages } from '../../ui/messages.ts';
import type { LabState } from '../../../shared/model/lab-state.ts';
import type { Guidance } from '../../../shared/lessons/guidance.ts';
import type { Move } from '../../../shared/model/next-move.ts';
import type { Wait } from '../../../shared/model/waits.ts';
import { expressionAt, listing } from '../../../shared/programs/listing.ts';
import type { WireSettings } from '../../../shared/log/wire-settings.ts';
import type { Expression } from '../../../shared/programs/tree.ts';
import { flagsText } from '../../../shared/tcp/segment-kind.ts';

/** The first socket call inside an expression, outermost last: `s.send(x.encode())` → send. */
function callName(expression: Expression): string {
  if (expression.is === 'method')
    return expression.on.is === 'name' || expression.method === 'encode' || expression.method === 'decode'
      ? expression.method
      : callName(expression.on);
  return expression.is === 'call' ? expression.function : '';
}

/** The texts of the rooms that the button speaks for. */
export interface PrimaryTexts {
  readonly action: PrimaryActionMessages;
  readonly ui: UiMessages;
  readonly lab: LabMessages;
}

/** A program by its host, and its number where there are several on it. */
function who(id: string, state: LabState, text: PrimaryTexts): string {
  const isFirst = id === 'client' && state.programs['client2'] !== undefined;
  const number = isFirst ? '1' : id.replace(/^\D+/, '');
  return text.ui.host[state.programs[id]?.host ?? 'client'] + (number === '' ? '' : ` ${number}`);
}

function moveLabel(move: Move, state: LabState, text: PrimaryTexts): string {
  switch (move.is) {
    case 'step': {
      const program = state.programs[move.thread.program];
      const line = move.thread.line ?? 0;
      const at = program && listing(program.tree)[line - 1];
      const value = at ? expressionAt(at) : null;
      return text.action.step(
        who(move.thread.program, state, text),
        line,
        value === null ? '' : callName(value),
      );
    }
    case 'deliver':
    case 'drop': {
      const { headers } = move.chip.held[0] ?? move.chip.last;
      const { payloadBytes } = headers;
      return text.action[move.is](payloadBytes > 0 ? text.action.bytes(payloadBytes) : flagsText(headers));
    }
    case 'run':
      return text.action.run(who(move.thread.program, state, text));
    case 'wire':
      return move.command.type === 'wire' ? wireLabel(move.command.settings, text) : '';
    case 'set':
      return text.action.set;
    case 'add-client':
      return text.action.addClient;
    case 'stop':
      return text.action.stop;
    case 'run-again':
      return text.action.runAgain;
    default:
      return move satisfies never;
  }
}

function wireLabel({ mode, toServer, toClient }: WireSettings, { action, ui }: PrimaryTexts): string {
  if (toServer.lossPercent === 100) return action.lose(ui.host.client);
  return toClient.lossPercent === 100 ? action.lose(ui.host.server) : action.wire[mode];
}

/** The button's label: a promise, or the name of what is waited for, without the time. */
export function labelOf(next: Guidance, state: LabState, text: PrimaryTexts): string {
  switch (next.is) {
    case 'move':
      return moveLabel(next.move, state, text);
    case 'wait':
      return waitLabel(next.wait, state, text);
    case 'stuck':
      return text.action.help[next.helps[0].is];
    case 'run-again':
      return text.action.runAgain;
    case 'new-lab':
      return text.action.newLab;
    case 'explanation':
      return text.action.explanation;
    case 'finish':
      return text.action.finish;
    case 'next-lesson':
      return text.action.nextLesson(next.lesson);
    case 'compose':
      return text.action.compose;
    default:
      return next satisfies never;
  }
}

function waitLabel(wait: Wait, state: LabState, text: PrimaryTexts): string {
  const programOf = (thread: string): string => who(state.threads[thread]?.program ?? 'client', state, text);
  switch (wait.for) {
    case 'person':
      return text.action.wait.person(programOf(wait.thread));
    case 'thread':
      return text.action.wait.thread(programOf(wait.thread));
    case 'timeout':
      return text.action.wait.timeout(programOf(wait.thread), wait.call);
    case 'timer':
      return text.action.wait[wait.kind];
    case 'wire':
    case 'kernel':
      return text.action.wait[wait.for];
    default:
      return wait satisfies never;
  }
}
