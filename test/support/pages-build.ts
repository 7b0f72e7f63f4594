/** The front ends of a test run, as `npm start` builds them. */
import { buildPages } from '../../src/platform/build-pages.ts';

export default async function setup(): Promise<void> {
  await buildPages();
}
