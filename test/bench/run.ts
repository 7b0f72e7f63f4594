/** `npm run bench`: ratios against floors measured in the same run. Non-zero when one misses its bound. */
import { benchEngine } from './engine.ts';
import { benchTurn } from './turn.ts';

const met = [await benchEngine(), await benchTurn()];
if (!met.every(Boolean)) process.exitCode = 1;
