import type { Fact } from './facts.ts';
import type { Lesson, Seen } from './lesson.ts';

/**
 * Returns what a learner must see whole to believe the lesson: what its checks speak of, the literals that its
 * variations set, and what it names itself.
 */
export function evidenceOf({ checks, variations, seen = [] }: Lesson): readonly Seen[] {
  const literals = variations.flatMap(({ set = [] }) =>
    set.map(({ program, parameter }): Seen => ({ see: 'literal', program, parameter })),
  );
  return [...checks.flatMap(({ fact }) => shownBy(fact)), ...literals, ...seen];
}

/** Facts about segments and sockets are not here: the sequence of segments scrolls, and the kernel's view does not. */
function shownBy(fact: Fact): readonly Seen[] {
  switch (fact.fact) {
    case 'returns':
    case 'fails':
    case 'waits':
    case 'took':
    case 'local-port': {
      const { program, call, nth = 1 } = fact;
      return [{ see: 'call', program, call, nth }];
    }
    case 'prints':
      return [{ see: 'output', program: fact.program, includes: fact.includes }];
    case 'all':
    case 'any':
      return fact.of.flatMap(shownBy);
    case 'on-wire':
      return shownBy(fact.of);
    default:
      return [];
  }
}
