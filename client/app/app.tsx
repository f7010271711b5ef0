import { type ReactNode, useEffect } from 'react';
import { routeOf } from '../navigation/route.ts';
import { lazyPart } from '../ui/lazy-part.tsx';
import { FailedPage } from './faults.tsx';
import { pages } from './index.ts';

const stopgaps = { failed: (error: unknown) => <FailedPage error={error} /> };
const HomePage = lazyPart(pages.home, stopgaps);
const MapPage = lazyPart(pages.map, stopgaps);
const ReferencePage = lazyPart(pages.reference, stopgaps);
const PresenterPage = lazyPart(pages.presenter, stopgaps);
const StagePage = lazyPart(pages.stage, stopgaps);

const route = routeOf(new URL(location.href));

export function App(): ReactNode {
  useOtherPages();
  switch (route.is) {
    case 'home':
      return <HomePage missing={route.missing} />;
    case 'map':
      return <MapPage />;
    case 'reference':
      return <ReferencePage of={route.of} />;
    case 'presenter':
      return <PresenterPage code={route.code} />;
    case 'stage':
      return <StagePage />;
    default:
      return route satisfies never;
  }
}

/** Each page is a load of its own, even if only the hash has changed. */
function useOtherPages(): void {
  useEffect(() => {
    const changed = (): void => {
      if (routeOf(new URL(location.href)).is !== route.is) location.reload();
    };
    addEventListener('hashchange', changed);
    return () => removeEventListener('hashchange', changed);
  }, []);
}
