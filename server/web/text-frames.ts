/** FIN, and the opcode of text (RFC 6455 §5.2). */
const FIN_TEXT = 0x81;
/** These lengths stand for one in the next two, or eight, bytes. */
const IN_TWO_BYTES = 126;
const IN_EIGHT_BYTES = 127;
/** So many frames are kept: what a newcomer is sent, and what all are told at the moment. */
const KEPT = 16;

/**
 * Frames as they go over the line, which a server does not mask. The viewers of a room are sent the same ones, and each
 * of these is encoded once: encoding it for a thousand takes longer than handing it to the kernel.
 */
export class TextFrames {
  readonly #made = new Map<string, Buffer>();

  of(text: string): Buffer {
    const made = this.#made.get(text);
    if (made !== undefined) return made;
    const [oldest] = this.#made.keys();
    if (oldest !== undefined && this.#made.size >= KEPT) this.#made.delete(oldest);
    const frame = encoded(text);
    this.#made.set(text, frame);
    return frame;
  }

  /** Must be called now and then, so that a quiet server keeps nothing. */
  forget(): void {
    this.#made.clear();
  }
}

function encoded(text: string): Buffer {
  const length = Buffer.byteLength(text);
  const header = length < IN_TWO_BYTES ? 2 : length < 0x10000 ? 4 : 10;
  const frame = Buffer.allocUnsafeSlow(header + length);
  frame[0] = FIN_TEXT;
  if (header === 2) frame[1] = length;
  else if (header === 4) {
    frame[1] = IN_TWO_BYTES;
    frame.writeUInt16BE(length, 2);
  } else {
    frame[1] = IN_EIGHT_BYTES;
    frame.writeBigUInt64BE(BigInt(length), 2);
  }
  frame.write(text, header);
  return frame;
}
