import fc from 'fast-check';

/** Attributes of netlink, of which some have these types and some lie about their length. */
export function attributes(types: readonly number[]): fc.Arbitrary<Buffer> {
  const one = fc
    .record({
      type: fc.oneof(fc.constantFrom(...types), fc.nat(0xffff)),
      content: fc.uint8Array({ maxLength: 260 }),
      length: fc.option(fc.constantFrom(0, 1, 3, 4, 5, 0xffff)),
    })
    .map(({ type, content, length }) => {
      const bytes = Buffer.alloc((4 + content.length + 3) & ~3);
      bytes.writeUInt16LE(length ?? 4 + content.length, 0);
      bytes.writeUInt16LE(type, 2);
      bytes.set(content, 4);
      return bytes;
    });
  return fc.array(one, { maxLength: 4 }).map((all) => Buffer.concat(all));
}
