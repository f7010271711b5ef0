import type { Lesson } from '../../../shared/lessons/lesson.ts';
import type { WireMode } from '../../../shared/log/wire-settings.ts';
import type { Messages } from './messages.en.ts';

/** Says why nothing is to be delivered by hand, or what the kernels send again meanwhile; null if neither needs a word. */
export function wireWords(lesson: Lesson, mode: WireMode, text: Messages): string | null {
  if (mode === 'auto') return isAboutNoSegment(lesson) ? text.autoWire : null;
  if (lesson.timers !== 'kernel') return null;
  // A kernel does not send an ACK again: it acknowledges anew when the data come again.
  return mode === 'hold-acks' ? text.kernelTimers.heldAcks : text.kernelTimers.held;
}

/** True for a lesson whose wire delivers by itself from its first move on. */
function isAboutNoSegment({ experiment, variation, wire, setup = [] }: Lesson): boolean {
  return (
    experiment === undefined &&
    variation === undefined &&
    wire.mode === 'auto' &&
    setup.every(({ type }) => type !== 'wire')
  );
}
