import { stageMessages, type StageMessages } from '../messages.ts';
import { useMessages } from '../../i18n/catalogue.ts';
import type { ReactNode } from 'react';
import { shortThreadName, type ThreadBadge } from '../model/thread-badge.ts';
import { timerText } from '../../ui/timers.ts';
import { useInspector } from '../model/selection-store.ts';
import { StageIcon, type StageIconName } from './stage-icon.tsx';
import styles from './column-header.module.css';
import { useLabNow } from '../../lab/lab-clock.ts';

const ICONS: Readonly<Record<ThreadBadge['is'], StageIconName>> = {
  next: 'next',
  running: 'running',
  'in-call': 'running',
  blocked: 'blocked',
  returned: 'returned',
  joining: 'blocked',
  ended: 'ended',
  failed: 'failed',
};

function words(badge: ThreadBadge, text: StageMessages): string {
  switch (badge.is) {
    case 'next':
      return text.badgeNext(badge.line);
    case 'running':
      return text.badgeRunning;
    case 'in-call':
      return text.badgeInCall(badge.callName);
    case 'blocked':
      return text.badgeBlockedIn(badge.callName, badge.fd);
    case 'returned':
      return text.badgeReturned(badge.from);
    case 'joining':
      return text.badgeJoining(badge.other);
    case 'ended':
      return text.badgeEnded;
    case 'failed':
      return badge.exception?.errno?.name ?? text.badgeFailed(badge.exception?.name ?? '✕');
    default:
      return badge satisfies never;
  }
}

/** A thread's state by icon, words and outline, so that none of them depends on colour. */
export function ThreadBadgeView({ badge, compact }: { badge: ThreadBadge; compact?: boolean }): ReactNode {
  const text = useMessages(stageMessages);
  const now = useLabNow(badge.is === 'blocked' ? (badge.until ?? badge.since) : null);
  return (
    <button
      type="button"
      className={styles['badge']}
      data-is={badge.is}
      data-anchor={`badge:${badge.thread}`}
      title={text.inspect}
      onClick={() => useInspector.setState({ selected: { is: 'thread', id: badge.thread } })}
    >
      <StageIcon name={ICONS[badge.is]} size={compact === true ? 11 : 13} />
      <span className="heard">{text.thread(badge.name)}: </span>
      {compact !== true && (
        <span className={styles['thread']} aria-hidden="true">
          {shortThreadName(badge.name)} ·
        </span>
      )}
      {compact !== true && badge.is === 'blocked' && (
        <span className={styles['kind']}>{text.badgeBlocked} </span>
      )}
      <span className={styles['words']}>
        {compact === true && badge.is === 'blocked' ? badge.callName : words(badge, text)}
      </span>
      {badge.is === 'blocked' && (
        <span className={styles['timer']}>
          {compact !== true && '· '}
          {badge.until === null
            ? timerText(Math.max(0, now - badge.since), true)
            : text.expires(timerText(Math.max(0, badge.until - now), true))}
        </span>
      )}
    </button>
  );
}
