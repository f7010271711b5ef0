import { type OwnOfPresenter, STANDINGS } from '../../../../shared/protocol/own-labs-schema.ts';
import type { OwnLabsMessages } from '../messages.ts';

/** Says how many labs are how far, those that need somebody first. */
export function countsOf(
  { labs, without }: NonNullable<OwnOfPresenter['on']>,
  text: OwnLabsMessages,
): readonly string[] {
  const counts = STANDINGS.flatMap((standing) => {
    const count = labs.filter((one) => one.standing === standing).length;
    return count === 0 ? [] : [text.counts[standing](count)];
  });
  return without === 0 ? counts : [...counts, text.without(without)];
}
