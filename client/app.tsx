import { useEffect } from 'react';
import { joinRoom, watchHash } from './connection/room.ts';
import { Shell } from './views/shell/shell.tsx';

export function App() {
  useEffect(() => {
    joinRoom();
    return watchHash();
  }, []);
  return <Shell />;
}
