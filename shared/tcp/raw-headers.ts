/** Returns the packet's length in bytes, as its IP header states it. */
export function packetLength(packet: Uint8Array): number {
  const view = new DataView(packet.buffer, packet.byteOffset, packet.byteLength);
  return view.getUint8(0) >> 4 === 4 ? view.getUint16(2) : 40 + view.getUint16(4);
}

/** Splits a sequence of IP and TCP headers. Each header states its own length. */
export function headersOf(raw: Uint8Array): Uint8Array[] {
  const found: Uint8Array[] = [];
  for (let at = 0; at < raw.length;) {
    const tcpAt = (raw[at] ?? 0) >> 4 === 4 ? ((raw[at] ?? 0) & 0x0f) * 4 : 40;
    const length = tcpAt + ((raw[at + tcpAt + 12] ?? 0) >> 4) * 4;
    if (at + length > raw.length || length === tcpAt) break;
    found.push(raw.subarray(at, at + length));
    at += length;
  }
  return found;
}
