import type { Mistake } from "../mistake.js";
import { compose } from "./compose.js";
import { readPlain } from "./plain-block.js";
import type { YamlTree } from "./tree.js";
import { valuesOf } from "./values.js";

/** Plain data with positions. The tree is missing where the text cannot be read as one document of plain data. */
export interface YamlRead {
  readonly tree: YamlTree | undefined;
  readonly mistakes: readonly Mistake[];
}

/** YAML is data: 1.2 core schema, one document, no tags, no merge keys, bounded depth and aliases. */
export function readYaml(text: string): YamlRead {
  const plain = readPlain(text);
  if (plain !== undefined) return { tree: plain, mistakes: [] };
  const composed = compose(text);
  if (!composed.ok) return { tree: undefined, mistakes: composed.error };
  const { tree, mistakes } = valuesOf(composed.value);
  const usable = mistakes.every(({ code }) => code !== "yaml-alias-bomb");
  return { tree: usable ? tree : undefined, mistakes };
}
