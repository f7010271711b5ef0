import { create } from 'zustand';
import { type Guidance, guidance, type Help } from '../../../shared/lessons/guidance.ts';
import type { Command } from '../../../shared/protocol/server-messages.ts';
import { linkTo } from '../../navigation/route.ts';
import { usePlayhead } from '../../playback/playhead-store.ts';
import { focusClient, useFocus } from '../../stage/model/focus-store.ts';
import { usePanels } from '../../ui/panels-store.ts';
import { useSettings } from '../../settings/settings-store.ts';
import { useWalkthrough } from '../../lab/walkthrough-store.ts';
import { dispatch } from '../../lab/commands.ts';
import { notePress } from '../../lab/last-press.ts';

/** A wait is explained when somebody asks; what stands still is explained by itself. */
export const useWhy = create<{ readonly asked: boolean }>(() => ({ asked: false }));

/** The guidance for the newest state. */
export function useGuidance(): Guidance {
  const state = usePlayhead((playhead) => playhead.headState);
  return guidance(state, useWalkthrough());
}

export function guidanceNow(): Guidance {
  return guidance(usePlayhead.getState().headState, useWalkthrough.getState());
}

/** The commands that are given if the guidance is followed. */
export function commandsOf(next: Guidance): readonly Command[] {
  if (next.is === 'move') return [next.move.command];
  const gives = next.is === 'stuck' ? next.helps[0] : next;
  return 'commands' in gives ? gives.commands : [];
}

/** Does what the guidance says, and nothing else. */
export function perform(next: Guidance): void {
  useWhy.setState(({ asked }) => ({ asked: next.is === 'wait' && !asked }));
  switch (next.is) {
    case 'wait':
      return next.wait.for === 'person' ? leadToField(next.wait.thread) : undefined;
    case 'stuck':
      return help(next.helps[0]);
    case 'move':
    case 'run-again':
    case 'new-lab':
    case 'finish':
      return send(commandsOf(next));
    case 'explanation':
      useWalkthrough.setState({ explained: true });
      return usePanels.setState({ sheet: 'guide' });
    case 'next-lesson':
      return location.assign(linkTo({ lesson: next.lesson }, useSettings.getState().language));
    case 'compose':
      return usePanels.setState({ sheet: 'compose' });
    default:
      return next satisfies never;
  }
}

/** The field in which a line is typed is beside its program. */
function leadToField(thread: string): void {
  const program = usePlayhead.getState().headState.threads[thread]?.program;
  show(program);
  const field = `[data-shows="${program}"] [data-part="input-field"] input`;
  setTimeout(() => document.querySelector<HTMLElement>(field)?.focus());
}

export function help(chosen: Help): void {
  useWhy.setState({ asked: false });
  if (chosen.is === 'go-on') useWalkthrough.setState({ left: true });
  else send(chosen.commands);
}

function send(commands: readonly Command[]): void {
  const [command] = commands;
  if (command !== undefined && 'program' in command) show(command.program);
  // A second press is told from this one at once, and not when the command has gone.
  notePress();
  void dispatch(commands);
}

/** The client that a press is about comes into focus. */
function show(program?: string): void {
  if (program?.startsWith('client') === true && program !== useFocus.getState().client) focusClient(program);
}
