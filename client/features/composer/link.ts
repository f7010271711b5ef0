import { compositionText, readComposition, refused } from '../../../shared/programs/composition.ts';
import type { Composition, ReadComposition } from '../../../shared/programs/composition.ts';
import { LIMITS } from '../../../shared/limits.ts';

/* `#/try/<base64url of the deflated JSON>` (RFC 1950, RFC 4648 §5): the whole experiment is in the link. */

/** The address that opens this experiment; null where it is too long for a link. */
export async function compositionLink(page: string, composition: Composition): Promise<string | null> {
  const packed = await encodeComposition(composition);
  if (packed.length > LIMITS.compositionLinkCharacters) return null;
  const url = new URL(page);
  url.search = '';
  url.hash = `#/try/${packed}`;
  return url.href;
}

export async function encodeComposition(composition: Composition): Promise<string> {
  const bytes = new TextEncoder().encode(compositionText(composition));
  const packed = await collect(through(bytes, new CompressionStream('deflate')), Infinity);
  return toBase64Url(packed ?? new Uint8Array());
}

/** Never throws; bounded before and after decompression. */
export async function decodeComposition(packed: string): Promise<ReadComposition> {
  if (packed.length > LIMITS.compositionLinkCharacters) return refused('too-large');
  const bytes = fromBase64Url(packed);
  if (bytes === null) return refused('not-a-composition');
  try {
    const unpacked = await collect(
      through(bytes, new DecompressionStream('deflate')),
      LIMITS.compositionBytes,
    );
    if (unpacked === null) return refused('too-large');
    return readComposition(new TextDecoder('utf-8', { fatal: true }).decode(unpacked));
  } catch {
    // Cut off, changed, or never compressed.
    return refused('not-a-composition');
  }
}

type Through = CompressionStream | DecompressionStream;

function through(bytes: Uint8Array<ArrayBuffer>, transform: Through): ReadableStream<Uint8Array> {
  return new Blob([bytes]).stream().pipeThrough(transform as ReadableWritablePair<Uint8Array, Uint8Array>);
}

/** Null as soon as there is more than `most`: what would fill the memory is not even unpacked. */
async function collect(stream: ReadableStream<Uint8Array>, most: number): Promise<Uint8Array | null> {
  const reader = stream.getReader();
  const chunks: Uint8Array[] = [];
  let length = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    length += value.length;
    if (length > most) {
      // The answer to cancel() changes nothing.
      reader.cancel().catch(() => {});
      return null;
    }
    chunks.push(value);
  }
  const whole = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}

function toBase64Url(bytes: Uint8Array): string {
  const text = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
  return btoa(text).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

function fromBase64Url(text: string): Uint8Array<ArrayBuffer> | null {
  if (!/^[A-Za-z0-9_-]+$/.test(text) || text.length % 4 === 1) return null;
  const plain = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(plain, (character) => character.charCodeAt(0));
}
