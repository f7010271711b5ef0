import type { LabState } from '../../shared/model/lab-state.ts';
import { RecordedLab } from './recorded-lab.ts';

/* Tests begin from these places in recorded lessons. */

const lineOf = ({ threads }: LabState, program: string): number | null =>
  Object.values(threads).find((thread) => thread.program === program)?.line ?? null;

export const moments = {
  /** L1 stands before the client's first line, where the lesson asks for a prediction. */
  question: () =>
    RecordedLab.at(
      'L1',
      (state) => lineOf(state, 'client') === 1 && state.threads['server/main']?.status === 'blocked',
    ),
  /** L1 has the client's 7 bytes waiting on the wire. */
  bytesOnTheWire: () =>
    RecordedLab.at('L1', ({ wire }) => wire.chips.some(({ held }) => held[0]?.headers.payloadBytes === 7)),
  /** L1 has two segments waiting on the wire. */
  twoHeld: () =>
    RecordedLab.at('L1', ({ wire }) => wire.chips.filter(({ held }) => held.length > 0).length > 1),
  /** L1 stands before the client's send, on a wire that holds it. */
  beforeSend: () =>
    RecordedLab.at('L1', (state) => lineOf(state, 'client') === 3 && state.wire.settings.mode === 'hold'),
  /** L17 has the client's 3 bytes waiting on the wire, and no thread of it is blocked. */
  bothCanGoOn: () =>
    RecordedLab.at('L17', ({ wire }) => wire.chips.some(({ held }) => held[0]?.headers.payloadBytes === 3)),
  /** The lesson's recording is at its end. */
  end: (lesson: string) => {
    const lab = new RecordedLab(lesson);
    while (!lab.isOver) lab.advance();
    return lab;
  },
};
