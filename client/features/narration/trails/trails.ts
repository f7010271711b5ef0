export { NarrationTrail } from './narration-trail.tsx';
export { StandingTrail } from './standing-trail.tsx';
