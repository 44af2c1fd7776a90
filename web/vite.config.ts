import react from '@vitejs/plugin-react';
import { defaultClientConditions, defineConfig } from 'vite';

const server = process.env.PARLEY_URL ?? 'http://127.0.0.1:8080';
const proxy = { '/api': { target: server, ws: true } };

export default defineConfig({
  plugins: [react()],
  resolve: { conditions: ['parley-source', ...defaultClientConditions] },
  build: {
    target: ['chrome123', 'edge123', 'firefox120', 'safari17.5'],
    modulePreload: { polyfill: false },
    // The content security policy allows what this origin serves, and no data: URLs.
    assetsInlineLimit: 0,
  },
  server: { proxy },
  preview: { proxy },
});
