import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'test/**/*.test.ts', 'web-widget/**/*.test.ts'],
    globalSetup: ['test/support/postgres-server.ts', 'test/support/pages-build.ts'],
    reporters: ['default', './test/support/not-tested-reporter.ts'],
    // As the service runs: src/platform/utc.ts.
    env: { TZ: 'UTC' },
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});
