/** `npm run bench`: ratios against floors measured in the same run, and the time to find a place. Non-zero when one misses its bound. */
import '../../src/platform/utc.ts';
import { benchEngine } from './engine.ts';
import { benchHandover } from './handover.ts';
import { benchPlaces } from './places.ts';
import { benchTurn } from './turn.ts';

const met = [await benchEngine(), await benchTurn(), await benchPlaces(), await benchHandover()];
if (!met.every(Boolean)) process.exitCode = 1;
