// What `npm install warehog` brings: packed, unpacked, and the two bundles.
import { spawnSync } from "node:child_process";

const ROOT = new URL("../../", import.meta.url).pathname;

/** As npm itself counts it. */
function packed() {
  const { stdout, status } = spawnSync("npm", ["pack", "--dry-run", "--json", "--ignore-scripts"], {
    cwd: ROOT,
    encoding: "utf8",
  });
  if (status !== 0) throw new Error("npm pack failed");
  const [{ size, unpackedSize, files }] = JSON.parse(stdout);
  return { size, unpackedSize, files };
}

const mb = (bytes) => `${(bytes / 1e6).toFixed(1)} MB`;

export function packageRow() {
  const { size, unpackedSize, files } = packed();
  return {
    what: "the package, packed and installed",
    measured: `${mb(size)} and ${mb(unpackedSize)} in ${files.length} files`,
    budget: "2 MB and 8 MB",
    met: size <= 2e6 && unpackedSize <= 8e6,
  };
}
