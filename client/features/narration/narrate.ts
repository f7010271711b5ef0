import type { LabEvent } from '../../../shared/log/events.ts';
import type { NarrationContext } from '../../stage/model/event-facts.ts';
import type { Narration } from './messages.en.ts';

/** The sentence for one event, with its light marks: `code` and *emphasis*. */
export function narrate(event: LabEvent, context: NarrationContext, narration: Narration): string {
  // Each event's type picks the function for that very type; the compiler cannot follow the pair.
  const sentence = narration[event.type] as (e: LabEvent, c: NarrationContext) => string;
  return sentence(event, context);
}
