import picomatch from "picomatch";

/** Where a new source file has to stand so that one of a target's patterns finds it; undefined: they name single files. */
export function placeOf(patterns: readonly string[], stem: string): string | undefined {
  for (const pattern of patterns.map((text) => text.replace(/^(\.\/)+/, ""))) {
    const { base } = picomatch.scan(pattern);
    const matches = picomatch(pattern);
    const paths = ["yaml", "yml"].map((ending) => `${base === "" ? "" : `${base}/`}${stem}.${ending}`);
    const path = paths.find((candidate) => matches(candidate));
    if (path !== undefined) return path;
  }
  return undefined;
}
