import { labMessages } from '../../lab/messages.ts';
import { stageMessages } from '../messages.ts';
import { useMessages } from '../../i18n/catalogue.ts';
import { threadsOf } from '../../../shared/model/queries.ts';
import type { HostId } from '../../../shared/log/events.ts';
import { useInTurn } from '../../playback/in-turn.ts';
import { usePlayhead } from '../../playback/playhead-store.ts';
import { subjectOfProgram, usePermission, type Permission } from '../../lab/permission.ts';

type Reasons = Readonly<Record<Exclude<Permission, 'allowed'>, string>>;

/** The words for why the lab cannot be operated: the stage's own, or else those of every press. */
export function useReasons(): Reasons {
  const { whyNot } = useMessages(labMessages).keys;
  return { ...whyNot, ...useMessages(stageMessages).whyNot };
}

/** Null when the program's thread can be stepped now, otherwise the reason in words. */
export function useWhyNotStep(host: HostId, program: string | null, chosen: string | null): string | null {
  const text = useMessages(stageMessages);
  const permission = usePermission(subjectOfProgram(program));
  const reasons = useReasons();
  const state = useInTurn(host, (playhead) => playhead.state);
  if (permission !== 'allowed') return reasons[permission];
  const all = program === null ? [] : threadsOf(state, program);
  const thread = all.find((one) => one.thread === chosen) ?? all[0];
  if (thread === undefined) return text.whyNot.absent;
  switch (thread.status) {
    case 'ready':
    case 'returned':
      return thread.runs ? text.whyNot.running : null;
    case 'blocked':
      return text.whyNot.blocked(state.calls[thread.call ?? -1]?.name ?? 'a call');
    case 'in-call':
    case 'running':
      return text.whyNot.running;
    case 'joining':
      return text.whyNot.joining;
    case 'ended':
      return text.whyNot.ended;
    case 'failed':
      return text.whyNot.failed;
    default:
      return thread.status satisfies never;
  }
}

/** Null when the wire can be operated now, otherwise the reason in words. */
export function useWhyNotWire(): string | null {
  const text = useMessages(stageMessages);
  const permission = usePermission('wire');
  const grade = usePlayhead((playhead) => playhead.state.lab?.grade ?? null);
  const reasons = useReasons();
  if (grade === 'loopback') return text.whyNot.loopback;
  switch (permission) {
    case 'allowed':
      return null;
    case 'recording':
      return text.whyNot.recordingWire;
    case 'past':
      return text.whyNot.pastWire;
    default:
      return reasons[permission];
  }
}
