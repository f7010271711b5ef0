import { useEffect } from 'react';
import { joinRoom, watchHash } from './connection/room.ts';
import { routeOf } from './route.ts';
import { Shell } from './views/shell/shell.tsx';

export function App() {
  const route = routeOf(new URL(location.href));
  switch (route.is) {
    case 'home':
    case 'stage':
    default:
      return <Live />;
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
