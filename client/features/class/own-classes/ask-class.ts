import * as v from 'valibot';
import { after } from '../../../after.ts';
import { forgetClass, type OwnClass, type OwnClassOn, ownClasses } from '../../../lab/own-classes.ts';
import { socketAddress } from '../../../lab/room-link.ts';
import { PROTOCOL_VERSION } from '../../../../shared/protocol/version.ts';

/** A server that does not answer within this time, ms, is asked again with the next look at the page. */
const ANSWERED_WITHIN_MS = 10_000;

/** The home page has no room, and needs this much of the protocol only. */
const answerSchema = v.variant('type', [
  v.object({
    type: v.literal('class'),
    part: v.literal('asked'),
    followers: v.number(),
    isAway: v.boolean(),
  }),
  v.object({ type: v.literal('error'), error: v.object({ code: v.string() }) }),
]);

/** Asks the server for the classes of this device, and forgets those that have ended. */
export async function askForOwnClasses(): Promise<readonly OwnClassOn[]> {
  const all = await Promise.all(ownClasses().map(ask));
  return all.filter((one) => one !== null);
}

/** Resolves with null where it has ended, and also where nobody can say so at the moment. */
export async function ask(own: OwnClass): Promise<OwnClassOn | null> {
  const answer = await answerTo(own);
  if (answer?.type === 'class') return { own, followers: answer.followers, isPresented: !answer.isAway };
  if (answer?.error.code === 'no-such-class') forgetClass(own[0]);
  return null;
}

function answerTo([code, token]: OwnClass): Promise<v.InferOutput<typeof answerSchema> | null> {
  return new Promise((resolve) => {
    const socket = new WebSocket(socketAddress(location.href));
    const cancel = after(ANSWERED_WITHIN_MS, () => end(null));
    const end = (answer: v.InferOutput<typeof answerSchema> | null): void => {
      cancel();
      socket.onclose = null;
      socket.close();
      resolve(answer);
    };
    socket.onopen = () =>
      socket.send(
        JSON.stringify({ type: 'hello', version: PROTOCOL_VERSION, class: `${code}/${token}`, asks: true }),
      );
    socket.onmessage = ({ data }) => {
      const read = v.safeParse(answerSchema, JSON.parse(String(data)));
      if (read.success) end(read.output);
    };
    socket.onclose = () => end(null);
  });
}
