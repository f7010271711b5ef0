import type { EventOf, LabEvent, SocketId } from '../../log/events.ts';
import type { HostState, LabState } from '../lab-state.ts';
import { applyCall, stopCalls } from './calls.ts';
import { applyPositions, openUncaptured } from './positions.ts';
import { applyProgram } from './programs.ts';
import {
  applySegmentDelivered,
  applySegmentDropped,
  applySegmentSent,
  applySegmentsPassed,
} from './segments.ts';
import { duplicateOnChip, timeOnChip } from './wire.ts';
import { applyGone, applyObservation } from './sockets.ts';

/**
 * Applies one event to a state. The function is pure and total, and every LabState is made by it (SPEC.md
 * [STATE1]). It never changes the state before, so that every state can be kept.
 */
export function applyEvent(before: LabState, event: LabEvent): LabState {
  const state: LabState = { ...before, seq: event.seq, at: event.at, atRest: event.type === 'at-rest' };
  switch (event.type) {
    case 'lab-opened': {
      const { lesson, variation, experiment, grade, capture, isolated, kernel, timers, steadySyn } = event;
      const hosts: Record<string, HostState> = {};
      for (const { host, addresses, nic } of event.hosts)
        hosts[host] = {
          host,
          addresses,
          listenOverflows: 0,
          nic: nic && { ...nic, sent: 0, received: 0, overflowed: 0 },
        };
      const lab = {
        lesson,
        ...(variation !== undefined && { variation }),
        ...(experiment !== undefined && { experiment }),
        grade,
        capture,
        isolated,
        kernel,
        timers,
        ...(steadySyn !== undefined && { steadySyn }),
      };
      return { ...state, lab, hosts };
    }
    case 'lab-closed': {
      const { code, detail } = event;
      return { ...state, closed: detail === undefined ? { code } : { code, detail } };
    }
    case 'notice':
      return event.code === 'program-stopped' ? stopCalls(state, event.detail) : state;
    case 'at-rest':
      return { ...state, heldAtMost: event.heldAtMost ?? null };
    case 'call-entered':
    case 'call-blocked':
      return applyCall(state, event);
    case 'call-returned':
      // The program may send before the counters of its new connection are read.
      return openUncaptured(applyCall(state, event), connectedSocket(before, event));
    case 'socket-observed':
      return openUncaptured(applyObservation(state, event), event.socket);
    case 'socket-gone':
      return applyGone(state, event);
    case 'segment-sent':
      return applySegmentSent(state, event);
    case 'segment-delivered':
      return applySegmentDelivered(state, event);
    case 'segments-passed':
      return applySegmentsPassed(state, event);
    case 'segment-dropped':
      return applySegmentDropped(state, event);
    case 'segment-duplicated':
      return duplicateOnChip(state, event);
    case 'segment-timed':
      return timeOnChip(state, event);
    case 'wire-set':
      return { ...state, wire: { ...state.wire, settings: event.settings } };
    case 'nic-overflow': {
      const host = state.hosts[event.host];
      if (host === undefined || host.nic === null) return state;
      const nic = { ...host.nic, overflowed: host.nic.overflowed + event.dropped };
      return { ...state, hosts: { ...state.hosts, [event.host]: { ...host, nic } } };
    }
    case 'listen-overflow': {
      const host = state.hosts[event.host];
      if (host === undefined) return state;
      const listenOverflows = host.listenOverflows + event.dropped;
      return { ...state, hosts: { ...state.hosts, [event.host]: { ...host, listenOverflows } } };
    }
    case 'positions-counted':
      return applyPositions(state, event);
    default:
      return applyProgram(state, event);
  }
}

/** Returns the socket whose connection an accept() or connect() has returned. */
function connectedSocket({ calls }: LabState, { call, result }: EventOf<'call-returned'>): SocketId | null {
  if (!result.ok || result.ends === undefined) return null;
  return result.socket ?? calls[call]?.socket ?? null;
}
