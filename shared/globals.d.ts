/**
 * These two globals exist in Node and in browsers (WHATWG Encoding). `shared` uses neither Node nor DOM
 * types.
 */
declare class TextEncoder {
  encode(text: string): Uint8Array;
}
declare class TextDecoder {
  constructor(label: 'utf-8' | 'latin1', options?: { fatal: boolean; ignoreBOM: boolean });
  decode(bytes: Uint8Array): string;
}
