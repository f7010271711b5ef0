import type { Lesson } from '../../../shared/lessons/lesson.ts';
import {
  losingWire,
  plainWire,
  sameSettings,
  unhurriedWire,
  type WireSettings,
} from '../../../shared/log/wire-settings.ts';
import type { Messages } from './messages.en.ts';

/** Says why nothing is to be delivered by hand, or what the kernels send again meanwhile; null if neither needs a word. */
export function wireWords(lesson: Lesson, settings: WireSettings, text: Messages): string | null {
  const { mode } = settings;
  if (sameSettings(settings, unhurriedWire())) return text.unhurriedWire;
  const loses = (['toServer', 'toClient'] as const).some((way) => sameSettings(settings, losingWire(way)));
  if (loses) return text.losingWire;
  if (mode === 'auto') return isAboutNoSegment(lesson) ? text.autoWire : null;
  if (lesson.timers !== 'kernel') return null;
  // A kernel does not send an ACK again: it acknowledges anew when the data come again.
  return mode === 'hold-acks' ? text.kernelTimers.heldAcks : text.kernelTimers.held;
}

/** True for a lesson whose wire delivers by itself from its first move to its last. */
function isAboutNoSegment({ experiment, variation, wire, setup = [], moves }: Lesson): boolean {
  return (
    experiment === undefined &&
    variation === undefined &&
    sameSettings(wire, plainWire('auto')) &&
    [...setup, ...moves].every(({ type }) => type !== 'wire')
  );
}
