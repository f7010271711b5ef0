import { lazy, Suspense, useEffect } from 'react';
import { room } from '../lab/room.ts';
import { type ReplayLink, replayOf, routeOf, variationOf } from '../navigation/route.ts';
import { enterRooms, watchHash } from './enter-room.ts';
import { Shell } from './shell.tsx';

const HomePage = lazy(() => import('../features/home/home-page.tsx').then((m) => ({ default: m.HomePage })));
const MapPage = lazy(() =>
  import('../features/source-map/map-page.tsx').then((m) => ({ default: m.MapPage })),
);
const ReferencePage = lazy(() =>
  import('../features/reference/reference-page.tsx').then((m) => ({ default: m.ReferencePage })),
);
const ReplayPage = lazy(() => import('./replay-page.tsx').then((m) => ({ default: m.ReplayPage })));
const LinkedVariation = lazy(() =>
  import('../features/guide/linked-variation.tsx').then((m) => ({ default: m.LinkedVariation })),
);
const TourBar = lazy(() => import('../features/tour/tour-bar.tsx').then((m) => ({ default: m.TourBar })));

const url = new URL(location.href);
const route = routeOf(url);
const replay = replayOf(url);
const variation = variationOf(url);

export function App() {
  useOtherPages();
  return <Suspense>{page()}</Suspense>;
}

function page() {
  switch (route.is) {
    case 'home':
      return <HomePage missing={route.missing} />;
    case 'map':
      return <MapPage />;
    case 'reference':
      return <ReferencePage of={route.of} />;
    case 'stage':
      if (url.searchParams.has('tour') && !url.hash.startsWith('#/')) return <Tour />;
      return replay === null ? <Live /> : <Replay link={replay} />;
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

/** The stage with a lab of its own, or with the room of its link. */
function Live() {
  useEffect(enterRooms, []);
  return (
    <>
      <Shell />
      {variation !== null && (
        <Suspense>
          <LinkedVariation id={variation} />
        </Suspense>
      )}
    </>
  );
}

/** The stage with a recording, until the address names a room. */
function Replay({ link }: { readonly link: ReplayLink }) {
  useEffect(watchHash, []);
  return <ReplayPage link={link} />;
}

/** The stage with a recorded run that is shown and explained: it needs no server. */
function Tour() {
  useEffect(() => room.leave(), []);
  return (
    <Shell
      tour={
        <Suspense>
          <TourBar />
        </Suspense>
      }
    />
  );
}
