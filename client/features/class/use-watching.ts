import { useLayoutEffect } from 'react';
import { useMessages } from '../../i18n/catalogue.ts';
import { isInOwnLab } from '../../lab/elsewhere.ts';
import { labMessages } from '../../lab/messages.ts';
import { useRoom } from '../../lab/room-store.ts';
import { usePlayhead } from '../../playback/playhead-store.ts';
import { say } from '../../ui/panels-store.ts';
import { primaryActionMessages } from '../primary-action/messages.ts';
import { useClassView } from './class-store.ts';

/**
 * Lets the primary button of a follower who goes along watch also in the past: the way to the newest moment would lead
 * out of the class.
 */
export function useWatching(): void {
  const { watching: label } = useMessages(primaryActionMessages);
  const { viewer: whyNot } = useMessages(labMessages).keys.whyNot;
  const goesAlong = useRoom(
    ({ class: told, may }) =>
      (told?.part === 'follower' || told?.part === 'replaced') && !isInOwnLab(told) && may.length === 0,
  );
  const looksAround = useClassView((view) => view.looksAround);
  const isPast = usePlayhead(({ mode }) => mode === 'past');
  const watches = goesAlong && !looksAround && isPast;
  useLayoutEffect(() => {
    if (!watches) return undefined;
    useRoom.setState({ turn: { label, whyNot, act: () => say(whyNot) } });
    return () => useRoom.setState({ turn: undefined });
  }, [watches, label, whyNot]);
}
