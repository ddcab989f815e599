import { defineConfig } from 'vitest/config';
import packageJson from './package.json' with { type: 'json' };

export default defineConfig({
  define: { PACKAGE_VERSION: JSON.stringify(packageJson.version) },
  test: {
    include: ['test/**/*.test.ts'],
    // Many tests start processes, on machines that are busy with each other's.
    testTimeout: 30_000,
    hookTimeout: 60_000,
    maxWorkers: '100%',
  },
});
