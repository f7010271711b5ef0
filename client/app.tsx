import { lazy, Suspense, useEffect } from 'react';
import { joinRoom, leaveRoom, watchHash } from './connection/room.ts';
import { replayOf, routeOf } from './route.ts';
import { Shell } from './views/shell/shell.tsx';

const HomePage = lazy(() => import('./views/home/home-page.tsx').then((m) => ({ default: m.HomePage })));
const MapPage = lazy(() => import('./views/pages/map-page.tsx').then((m) => ({ default: m.MapPage })));
const ReferencePage = lazy(() =>
  import('./views/pages/reference-page.tsx').then((m) => ({ default: m.ReferencePage })),
);
const ReplayPage = lazy(() =>
  import('./views/replay/replay-page.tsx').then((m) => ({ default: m.ReplayPage })),
);
const TourBar = lazy(() => import('./views/tour/tour-bar.tsx').then((m) => ({ default: m.TourBar })));

const urlNow = (): URL => new URL(location.href);
const url = urlNow();
const route = routeOf(url);
const replay = replayOf(url);

/** Another page in the same tab is a load of its own, also where only the hash has changed. */
function useRouteOfHash(): void {
  useEffect(() => {
    const changed = (): void => {
      if (routeOf(urlNow()).is !== route.is) location.reload();
    };
    addEventListener('hashchange', changed);
    return () => removeEventListener('hashchange', changed);
  }, []);
}

export function App() {
  useRouteOfHash();
  return <Suspense>{page()}</Suspense>;
}

function page() {
  switch (route.is) {
    case 'home':
      return <HomePage />;
    case 'map':
      return <MapPage />;
    case 'reference':
      return <ReferencePage of={route.of} />;
    case 'stage':
      if (replay !== null) return <ReplayPage link={replay} />;
      return url.searchParams.has('tour') ? <Tour /> : <Live />;
    default:
      return route satisfies never;
  }
}

/** The stage with a lab of its own, or with the room of its link. */
function Live() {
  useEffect(() => {
    joinRoom();
    const stop = watchHash();
    const kept = import('./stores/progress-store.ts').then(({ keepProgress }) => keepProgress());
    return () => {
      stop();
      void kept.then((end) => end());
    };
  }, []);
  return <Shell />;
}

/** The stage with a recorded run that is shown and explained: it needs no server. */
function Tour() {
  useEffect(leaveRoom, []);
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
