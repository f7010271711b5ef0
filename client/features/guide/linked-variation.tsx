import { guideMessages } from './messages.ts';
import { useMessages } from '../../i18n/catalogue.ts';
import { useEffect, useRef } from 'react';
import { say } from '../../ui/panels-store.ts';
import { usePlayhead } from '../../playback/playhead-store.ts';
import { useRoom } from '../../lab/room-store.ts';
import { useLesson } from '../../lab/use-lesson.ts';
import { dispatch } from '../../lab/commands.ts';

/** Once the lesson of the link stands, the variation that the link names takes its place, if there is such a one. */
export function LinkedVariation({ id }: { readonly id: string }) {
  const text = useMessages(guideMessages);
  const lesson = useLesson();
  const mine = useRoom(({ role, connection }) => role === 'controller' && connection.is === 'open');
  const stands = usePlayhead(({ state }) => state.atRest);
  const done = useRef(false);
  const known = lesson?.variations.some((one) => one.id === id);
  useEffect(() => {
    if (done.current || !stands || known === undefined || (known && !mine)) return;
    done.current = true;
    if (known) void dispatch({ type: 'new-lab', variation: id });
    else say(text.noVariation(id.length > 40 ? `${id.slice(0, 40)}…` : id), true);
  }, [stands, known, mine, id, text]);
  return null;
}
