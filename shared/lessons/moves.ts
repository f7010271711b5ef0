import { plainWire } from '../log/wire-settings.ts';
import type { ScriptMove } from './walkthrough.ts';

/* Moves that most lessons are made of. */

export const step = (program: string, times = 1): ScriptMove => ({ do: 'step', program, times });
export const client = (times = 1): ScriptMove => step('client', times);
export const server = (times = 1): ScriptMove => step('server', times);
/** All that is held, and what that brings about. */
export const deliver: ScriptMove = { do: 'deliver' };
/** From here on the learner is the wire. */
export const holdWire: ScriptMove = { do: 'wire', settings: plainWire('hold') };
