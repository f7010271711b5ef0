import type { ReactNode } from 'react';
import { useMessages } from '../../i18n/catalogue.ts';
import { useRoom } from '../../lab/room-store.ts';
import { classMessages } from './messages.ts';

/** Says what a page waits for that has come to a class and is not in its room yet. */
export function ClassWaits(): ReactNode {
  const text = useMessages(classMessages);
  const told = useRoom((session) => session.class);
  if (told?.part !== 'waiting') return null;
  return (
    <div data-part="class-waits">
      <h2>{text.name(told.code)}</h2>
      <p>{text.waits[told.waitsFor ?? 'full']}</p>
    </div>
  );
}
