import type { LabState } from '../../shared/model/lab-state.ts';
import { dispatch } from '../lab/commands.ts';
import { useFocus } from './model/focus-store.ts';
import { stageSockets } from './model/host-sockets.ts';

/** Steps the thread of a host that the stage shows. */
export function stepOn(host: 'client' | 'server'): void {
  void dispatch((newest) => {
    const { program, thread } = stageSockets(newest, useFocus.getState())[host];
    return {
      type: 'step',
      program: program?.program ?? host,
      ...(thread !== null && { thread: thread.thread }),
    };
  });
}

/** The chip on which a key acts: the one with the focus, or the first that holds a segment. */
function chipIn({ wire: { chips } }: LabState): number | null {
  const focused = document.activeElement?.closest<HTMLElement>('[data-chip]')?.dataset['chip'];
  if (focused !== undefined) return Number(focused);
  const held = chips.filter((chip) => chip.held.length > 0);
  // Segments that have not arrived go before left-over copies, as with the primary button.
  return (held.find((chip) => chip.delivered === 0) ?? held[0])?.chip ?? null;
}

export function onChip(type: 'deliver' | 'drop'): void {
  void dispatch((newest) => {
    const chip = chipIn(newest);
    return chip === null ? null : { type, chip };
  });
}

export function turnWire(): void {
  void dispatch(({ wire: { settings } }) => ({
    type: 'wire',
    settings: { ...settings, mode: settings.mode === 'auto' ? 'hold' : 'auto' },
  }));
}
