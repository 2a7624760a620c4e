import { defineConfig } from "vitest/config";

const root = new URL("..", import.meta.url).pathname;

export default defineConfig({
  test: {
    root,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // Tests share no state, files of one worker may share the modules: loading them anew for every file would take longer than the tests.
    isolate: false,
    include: ["test/**/*.test.ts"],
  },
});
