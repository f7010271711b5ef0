import { plainWire } from '../log/wire-settings.ts';
import type { WalkthroughMove } from './walkthrough.ts';

/* Moves that most lessons are made of. */

export const step = (program: string, times = 1): WalkthroughMove => ({ type: 'step', program, times });
export const client = (times = 1): WalkthroughMove => step('client', times);
export const server = (times = 1): WalkthroughMove => step('server', times);
/** All that is held, and what that brings about. */
export const deliver: WalkthroughMove = { type: 'deliver' };
/** From here on the learner is the wire. */
export const holdWire: WalkthroughMove = { type: 'wire', settings: plainWire('hold') };
