import { lazy, Suspense, useEffect } from 'react';
import { joinRoom, watchHash } from './connection/room.ts';
import { replayOf, routeOf } from './route.ts';
import { Shell } from './views/shell/shell.tsx';

const MapPage = lazy(() => import('./views/pages/map-page.tsx').then((m) => ({ default: m.MapPage })));
const ReferencePage = lazy(() =>
  import('./views/pages/reference-page.tsx').then((m) => ({ default: m.ReferencePage })),
);
const ReplayPage = lazy(() =>
  import('./views/replay/replay-page.tsx').then((m) => ({ default: m.ReplayPage })),
);

const url = new URL(location.href);
const route = routeOf(url);
const replay = replayOf(url);

export function App() {
  return <Suspense>{page()}</Suspense>;
}

function page() {
  switch (route.is) {
    case 'map':
      return <MapPage />;
    case 'reference':
      return <ReferencePage of={route.of} />;
    case 'home':
    case 'stage':
      return replay === null ? <Live /> : <ReplayPage link={replay} />;
    default:
      return route satisfies never;
  }
}

/** The stage with a lab of its own, or with the room of its link. */
function Live() {
  useEffect(() => {
    joinRoom();
    return watchHash();
  }, []);
  return <Shell />;
}
