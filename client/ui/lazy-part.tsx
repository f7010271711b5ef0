import {
  type ComponentType,
  createElement,
  lazy,
  memo,
  type NamedExoticComponent,
  type ReactNode,
  Suspense,
  useState,
} from 'react';
import { untilFetched } from '../fetch-code.ts';
import { FaultBoundary } from './fault-boundary.tsx';

/** A view whose code is fetched when it is first shown. */
export type LazyPart<Props extends object> = NamedExoticComponent<Props> & {
  /** Fetches it before it is needed, so that it opens at once even if the server has gone by then. */
  readonly preload: () => Promise<unknown>;
};

interface Stopgaps {
  /** Stands in the part's place until its code and its texts are there. */
  readonly waiting?: ReactNode;
  /** Stands in the part's place after a fault in it; a sentence and a retry, unless this is given. */
  readonly failed?: (error: unknown) => ReactNode;
}

/** The one way to divide the page into parts. A failure in one of them leaves the rest of the page as it is. */
export function lazyPart<Props extends object>(
  fetchPart: () => Promise<ComponentType<Props>>,
  { waiting = null, failed }: Stopgaps = {},
): LazyPart<Props> {
  const Fetched: ComponentType<Props> = lazy(async () => ({ default: await untilFetched(fetchPart) }));
  let preloaded: ComponentType<Props> | null = null;
  const preload = async (): Promise<void> => {
    preloaded = await fetchPart();
  };
  const Part = (props: Props): ReactNode => {
    // `lazy` leaves a gap of one picture even where the code is there. A view that is shown already stays the same.
    const [View] = useState<ComponentType<Props>>(() => preloaded ?? Fetched);
    return (
      <FaultBoundary failed={failed}>
        <Suspense fallback={waiting}>{createElement(View, props)}</Suspense>
      </FaultBoundary>
    );
  };
  // A part is drawn again with what is around it only if its props change.
  return Object.assign(memo(Part), { preload });
}

/** An action whose code is fetched when it is first asked for. */
export interface LazyAction<Action extends (...given: never[]) => unknown> {
  (...given: Parameters<Action>): Promise<Awaited<ReturnType<Action>>>;
  readonly preload: () => Promise<unknown>;
}

export function lazyAction<Action extends (...given: never[]) => unknown>(
  fetchAction: () => Promise<Action>,
): LazyAction<Action> {
  const act = async (...given: Parameters<Action>): Promise<Awaited<ReturnType<Action>>> => {
    const action = await untilFetched(fetchAction);
    return (await action(...given)) as Awaited<ReturnType<Action>>;
  };
  return Object.assign(act, { preload: fetchAction });
}
