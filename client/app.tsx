import { lazy, Suspense, useEffect } from 'react';
import { enterStage } from './connection/enter-stage.ts';
import { leaveRoom, watchHash } from './connection/room.ts';
import { routeOf } from './route.ts';
import { Shell } from './views/shell/shell.tsx';

const HomePage = lazy(() => import('./views/home/home-page.tsx').then((m) => ({ default: m.HomePage })));
const TourBar = lazy(() => import('./views/tour/tour-bar.tsx').then((m) => ({ default: m.TourBar })));

const routeNow = () => routeOf(new URL(location.href));

/** Another page in the same tab is a load of its own, also where only the hash has changed. */
function useRouteOfHash(): void {
  useEffect(() => {
    const { is } = routeNow();
    const changed = (): void => {
      if (routeNow().is !== is) location.reload();
    };
    addEventListener('hashchange', changed);
    return () => removeEventListener('hashchange', changed);
  }, []);
}

export function App() {
  useRouteOfHash();
  const route = routeNow();
  switch (route.is) {
    case 'stage':
      return new URLSearchParams(location.search).has('tour') ? <Tour /> : <Live />;
    case 'home':
    default:
      return (
        <Suspense>
          <HomePage />
        </Suspense>
      );
  }
}

/** The stage with a lab of its own, with the room of its link, or with a recording. */
function Live() {
  useEffect(() => {
    enterStage();
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
