import { buffer } from 'node:stream/consumers';
import type { Download } from 'playwright';

/** Returns the file that the page saved. The browser is a shared one, so that its files have no path here. */
export async function contentOf(download: Download): Promise<Buffer> {
  return buffer(await download.createReadStream());
}
