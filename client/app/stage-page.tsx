import { type ReactNode, useEffect } from 'react';
import { LinkedVariation } from '../features/guide/index.ts';
import { TourBar } from '../features/tour/index.ts';
import { followWalkthrough } from '../lab/follow-walkthrough.ts';
import { followLabClock } from '../lab/lab-clock.ts';
import { room } from '../lab/room.ts';
import { type ReplayLink, replayOf, variationOf } from '../navigation/route.ts';
import { session } from '../playback/playback.ts';
import { Stage } from '../stage/index.ts';
import { enterRooms, watchHash } from './enter-room.ts';
import { ReplayPage } from './replay/index.ts';
import { Shell } from './shell.tsx';

const url = new URL(location.href);
const replay = replayOf(url);
const variation = variationOf(url);

// If it cannot be fetched now, showing it tries again.
Stage.preload().catch(() => {});
session.follow(followWalkthrough);
session.follow(followLabClock);

/** The stage: with a lab, a recording, or the tour. */
export function StagePage(): ReactNode {
  if (url.searchParams.has('tour') && !url.hash.startsWith('#/')) return <Tour />;
  return replay === null ? <Live /> : <Replay link={replay} />;
}

/** The stage with a lab of its own, or with the room of its link. */
function Live() {
  useEffect(enterRooms, []);
  return (
    <>
      <Shell />
      {variation !== null && <LinkedVariation id={variation} />}
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
  return <Shell tour={<TourBar />} />;
}
