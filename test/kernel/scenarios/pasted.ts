import { l01 } from '../../../shared/lessons/l01.ts';
import type { LabEvent } from '../../../shared/log/events.ts';
import { plainWire } from '../../../shared/log/wire-settings.ts';
import type { Program } from '../../../shared/programs/tree.ts';
import { openRig } from './lab-rig.ts';

/** Runs the programs that the environment names, the server first, on a wire that delivers by itself. */
export async function pasted(): Promise<{ readonly events: readonly LabEvent[] }> {
  const programs = JSON.parse(process.env['PROGRAMS'] ?? '') as Record<'client' | 'server', Program>;
  const rig = openRig('two-hosts', { lesson: { ...l01, programs, wire: plainWire('auto') } });
  await rig.act({ type: 'run-on', program: 'server' });
  await rig.act({ type: 'run-on', program: 'client' });
  return { events: await rig.end() };
}
