import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";

const root = new URL("..", import.meta.url).pathname;

export default defineConfig({
  // Packages that name source maps and ship none are no concern of ours.
  logLevel: "error",
  test: {
    root,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // Tests share no state, files of one worker may share the modules: loading them anew for every file would take longer than the tests.
    isolate: false,
    // Much of the time goes to processes that tests start and wait for, so on two cores two files at once.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    include: ["test/**/*.test.ts"],
    // It imports JSON without saying so, which Node itself refuses.
    server: { deps: { inline: [/@actions\//] } },
  },
});
