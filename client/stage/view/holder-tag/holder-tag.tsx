import type { ReactNode } from 'react';
import type { Part } from '../../../../shared/protocol/parts.ts';
import { useMessages } from '../../../i18n/catalogue.ts';
import { isElsewhereThanClass } from '../../../lab/elsewhere.ts';
import { useRoom } from '../../../lab/room-store.ts';
import { usePlayhead } from '../../../playback/playhead-store.ts';
import styles from './holder-tag.module.css';
import { holderTagMessages } from './messages.ts';

/** Says at a part of the stage in whose hand it is, if it is in a follower's. */
export function HolderTag({ part }: { readonly part: Part }): ReactNode {
  const text = useMessages(holderTagMessages);
  const holders = useRoom((session) => session.holders);
  const own = useRoom((session) => session.ownHand);
  const isRecording = usePlayhead((playhead) => playhead.mode === 'recording');
  // The class's own room is in their hands, and no other.
  const isElsewhere = useRoom(isElsewhereThanClass);
  const holder = holders.find(({ parts }) => parts.includes(part) || parts.includes('all'));
  if (holder === undefined || isRecording || isElsewhere) return null;
  const isOwn = holder.n === own?.n;
  return (
    <span
      className={styles['tag']}
      data-part="holder"
      data-own={isOwn || undefined}
      title={text.title(holder)}
    >
      <bdi>{isOwn ? text.own : text.who(holder)}</bdi>
    </span>
  );
}
