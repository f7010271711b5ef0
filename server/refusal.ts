import type { ErrorCode, ProtocolError } from '../shared/protocol/server-messages.ts';

/** Every protocol error is made here. `detail` is meant for logs and people, not for programs. */
export function refusal(code: ErrorCode, detail?: string): ProtocolError {
  return detail === undefined ? { code } : { code, detail: detail.slice(0, 512) };
}
