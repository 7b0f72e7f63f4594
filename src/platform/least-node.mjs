// Loaded before anything else, in plain JavaScript: an older Node could not even read the rest.
import module from 'node:module';

const least = 24;
const [major = 0] = process.versions.node.split('.').map(Number);
if (major < least) {
  process.stderr.write(
    `Relais needs Node ${least}; this is ${process.versions.node}. On Linux "npm ci" brings it (unless told to leave out optional packages) and npm scripts use it; elsewhere install Node ${least}.\n`,
  );
  process.exit(1);
}
// Half of a start is the reading of our TypeScript and of libraries: from the second on it is found done. Where it cannot be kept, nothing is lost.
module.enableCompileCache(`${import.meta.dirname}/../../node_modules/.cache/relais`);
