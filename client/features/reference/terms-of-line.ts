import type { HostId } from '../../../shared/log/events.ts';
import type { LabState } from '../../../shared/model/lab-state.ts';
import { listing } from '../../../shared/programs/listing.ts';
import { stageSockets, type HostSockets } from '../../stage/model/host-sockets.ts';
import { isTerm } from '../../../shared/programs/line-terms.ts';
import { useFocus } from '../../stage/model/focus-store.ts';
import { usePanels } from '../../ui/panels-store.ts';
import { usePlayhead } from '../../playback/playhead-store.ts';
import { otherHost } from '../../../shared/model/queries.ts';

/** The names to explain on a host's thread in focus: on its present line, or on the line whose call just returned. */
function termsOn({ program, thread }: HostSockets): readonly string[] {
  if (program === null || thread === null) return [];
  const lines = listing(program.tree);
  for (const number of [thread.line, thread.returnedLine]) {
    const terms = lines[(number ?? 0) - 1]?.tokens.filter(isTerm).map(({ text }) => text) ?? [];
    if (terms.length > 0) return terms;
  }
  return [];
}

/** The host in which the keyboard's focus is, else the one whose program did something last. */
function hostInFocus(state: LabState): HostId {
  const column = document.activeElement?.closest<HTMLElement>('[data-host]')?.dataset['host'];
  if (column === 'client' || column === 'server') return column;
  const { events, base, cursor } = usePlayhead.getState();
  for (let i = cursor - base - 1; i >= 0; i -= 1) {
    const event = events[i];
    if (event === undefined || !('thread' in event)) continue;
    const host = state.programs[state.threads[event.thread]?.program ?? '']?.host;
    if (host !== undefined) return host;
  }
  return 'client';
}

/** Opens the reference at the call on the current line; the other host's is a press away. */
export function openTerms(): void {
  const { state } = usePlayhead.getState();
  const both = stageSockets(state, useFocus.getState());
  const host = hostInFocus(state);
  const terms = [...termsOn(both[host]), ...termsOn(both[otherHost(host)])];
  usePanels.setState({ sheet: 'reference', terms: [...new Set(terms)] });
}
