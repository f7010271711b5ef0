import { close } from '../libc/socket-calls.ts';
import { openNetlinkSocket, receiveDatagram, sendDatagram } from '../libc/plain-sockets.ts';
import { type KernelFailure, must, type Result, success } from '../libc/result.ts';
import {
  decodeMessages,
  encodeMessage,
  NLM_F_DUMP_INTR,
  NLM_F_REQUEST,
  type NetlinkMessage,
} from './netlink-message.ts';

/** A netlink socket with synchronous answers: the kernel replies before send(2) returns. */
export interface NetlinkChannel {
  /**
   * Sends a request and reads until its acknowledgement or the end of its dump. `flags` must hold NLM_F_ACK
   * or NLM_F_DUMP. Returns the messages before that end.
   */
  request(type: number, flags: number, payload: Buffer): Result<NetlinkMessage[]>;
  close(): void;
}

/** The kernel puts at most 32 KiB into one datagram of a dump (af_netlink.c). */
const REPLY_BYTES = 65536;
/**
 * All channels share this buffer: a request is answered before the next one is sent, and its few hundred
 * bytes are copied.
 */
const reply = Buffer.allocUnsafeSlow(REPLY_BYTES);

/**
 * Opens a channel, which stays in the current network namespace. Throws `SystemError('netlink')` if the
 * kernel lacks the protocol.
 */
export function openNetlinkChannel(protocol: number): NetlinkChannel {
  const fd = must(openNetlinkSocket(protocol), 'netlink', `protocol ${protocol}`);
  let sequence = 0;

  function ask(
    type: number,
    flags: number,
    payload: Buffer,
  ): Result<{ messages: NetlinkMessage[]; torn: boolean }> {
    sequence += 1;
    const sent = sendDatagram(fd, encodeMessage(type, flags | NLM_F_REQUEST, sequence, payload));
    if (!sent.ok) return sent;
    const messages: NetlinkMessage[] = [];
    let torn = false;
    for (;;) {
      const received = receiveDatagram(fd, reply);
      if (!received.ok) return received;
      for (const message of decodeMessages(Buffer.from(reply.subarray(0, received.value)))) {
        if (message.sequence !== sequence) continue;
        torn ||= (message.flags & NLM_F_DUMP_INTR) !== 0;
        if (message.errno === undefined) messages.push(message);
        else return message.errno === 0 ? success({ messages, torn }) : failure(message.errno);
      }
    }
  }

  return {
    request(type, flags, payload) {
      const first = ask(type, flags, payload);
      // A dump may miss rows if the tables change meanwhile. One repetition is enough in practice.
      const answer = first.ok && first.value.torn ? ask(type, flags, payload) : first;
      return answer.ok ? success(answer.value.messages) : answer;
    },
    close: () => void close(fd),
  };
}

function failure(errno: number): KernelFailure {
  return { ok: false, errno };
}
