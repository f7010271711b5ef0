import { stageMessages, type StageMessages } from '../messages.ts';
import { useMessages } from '../../i18n/catalogue.ts';
import { threadsOf } from '../../../shared/model/queries.ts';
import { usePlayhead } from '../../playback/playhead-store.ts';
import { usePermission, type Permission } from '../../lab/permission.ts';

/** Null when the program's thread can be stepped now, otherwise the reason in words. */
export function useWhyNotStep(program: string | null, chosen: string | null): string | null {
  const text = useMessages(stageMessages);
  const permission = usePermission();
  const state = usePlayhead((playhead) => playhead.state);
  if (permission !== 'allowed') return text.whyNot[permission];
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
  const permission = usePermission();
  const grade = usePlayhead((playhead) => playhead.state.lab?.grade ?? null);
  if (grade === 'loopback') return text.whyNot.loopback;
  return permission === 'allowed' ? null : wireReason(text, permission);
}

function wireReason(text: StageMessages, permission: Exclude<Permission, 'allowed'>): string {
  switch (permission) {
    case 'recording':
      return text.whyNot.recordingWire;
    case 'past':
      return text.whyNot.pastWire;
    case 'viewer':
      return text.whyNot.viewerWire;
    default:
      return text.whyNot[permission];
  }
}
