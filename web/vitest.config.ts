import { defineConfig } from 'vitest/config';

export default defineConfig({
  resolve: { conditions: ['parley-source'] },
  ssr: { resolve: { conditions: ['parley-source', 'node', 'import', 'module', 'default'] } },
  test: { include: ['test/**/*.test.ts'] },
});
