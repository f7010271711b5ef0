import type { ErrorCode, ProtocolError } from '../shared/protocol/server-messages.ts';

/** The one place where the server makes a protocol error. `detail` is for logs and the curious, not for programs. */
export function refusal(code: ErrorCode, detail?: string): ProtocolError {
  return detail === undefined ? { code } : { code, detail: detail.slice(0, 512) };
}
