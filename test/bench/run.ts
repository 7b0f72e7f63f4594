/** `npm run bench`: ratios against floors measured in the same run, and the time to find a place; `npm run bench -- places` is that part alone. Non-zero when one misses its bound. */
import '../../src/platform/utc.ts';
import { benchCalls } from './calls.ts';
import { benchEngine } from './engine.ts';
import { benchHandover } from './handover.ts';
import { benchPlaces } from './places.ts';
import { benchTurn } from './turn.ts';

const parts: Readonly<Record<string, () => Promise<boolean>>> = { engine: benchEngine, turn: benchTurn, places: benchPlaces, handover: benchHandover, calls: benchCalls };
const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !Object.hasOwn(parts, name));
if (unknown.length > 0) {
  process.stderr.write(`There is no part ${unknown.join(', ')}: ${Object.keys(parts).join(', ')}\n`);
  process.exit(2);
}
for (const [name, part] of Object.entries(parts)) if ((asked.length === 0 || asked.includes(name)) && !(await part())) process.exitCode = 1;
