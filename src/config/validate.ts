import type { SchemaError, Validator } from "../generated/validator.js";
import { explainError, isAboutKey, isEcho } from "./explain-error.js";
import { keyInFile } from "./explain-value.js";
import type { Mistake } from "./mistake.js";
import { keysAt } from "./shape.js";
import type { Shape } from "./shape.js";
import { readYaml } from "./yaml/read.js";
import { spotAt, valueAt } from "./yaml/tree.js";
import type { Path, YamlTree } from "./yaml/tree.js";

/** A file that was read and held against its schema. */
export interface Checked {
  /** undefined: the text could not be read at all */
  readonly tree: YamlTree | undefined;
  readonly mistakes: readonly Mistake[];
  /** what the schema refuses, by path */
  readonly refused: readonly Path[];
}

export function checkText(text: string, validate: Validator, shape: Shape): Checked {
  const { tree, mistakes } = readYaml(text);
  const refusals = tree === undefined || validate(tree.root) ? [] : refusalsOf(tree, validate.errors ?? [], shape);
  const found = [...mistakes, ...refusals.map(({ mistake }) => mistake)];
  return { tree, mistakes: [...found, ...strayKeys(text, found)], refused: refusals.map(({ path }) => path) };
}

interface PlacedRefusal {
  readonly path: Path;
  readonly mistake: Mistake;
}

/** One mistake a place, however many keywords of the schema stumble over it. */
function refusalsOf(tree: YamlTree, errors: readonly SchemaError[], shape: Shape): readonly PlacedRefusal[] {
  const byPlace = new Map<string, PlacedRefusal>();
  for (const error of errors) {
    if (isEcho(error)) continue;
    const path = pathOf(error);
    byPlace.set(path.join("\n"), { path, mistake: mistakeAt(tree, path, error, shape) });
  }
  return [...byPlace.values()];
}

/** To what the error is about, which for an unknown, a missing or a badly named key is one step below what ajv names. */
function pathOf({ instancePath, params }: SchemaError): Path {
  const steps = instancePath.split("/").slice(1);
  const path = steps.map((step) => step.replaceAll("~1", "/").replaceAll("~0", "~"));
  const below = params["additionalProperty"] ?? params["missingProperty"] ?? params["propertyName"];
  return typeof below === "string" ? [...path, below] : path;
}

function mistakeAt(tree: YamlTree, path: Path, error: SchemaError, shape: Shape): Mistake {
  const spot = spotAt(tree, path);
  const above = path.slice(0, -1);
  const found = { value: valueAt(tree, path), parent: valueAt(tree, above), known: keysAt(shape, above) };
  // An input of the webhook that is written without `env:` is most likely the secret itself.
  const secret = path[0] === "webhook" && path[1] === "inputs" && path.length > 2;
  return {
    ...explainError({ ...found, name: nameOf(path), error }),
    ...(secret ? { withheld: true } : {}),
    offset: isAboutKey(error) ? spot.key : spot.value,
  };
}

/** Items of a list go by the name of the list. */
const nameOf = (path: Path): string => path.findLast((step) => !/^\d+$/.test(step)) ?? "the file";

const KEY = /\bph[xs]_[A-Za-z0-9]{20,}/g;

/** A file that holds this is refused. */
export const holdsKey = (text: string): boolean => text.search(KEY) !== -1;

/** Keys anywhere in the text, comments included, that no other mistake names already. */
function strayKeys(text: string, found: readonly Mistake[]): readonly Mistake[] {
  const named = found.filter(({ code }) => code === "key-in-file").map(({ offset }) => offset);
  return [...text.matchAll(KEY)]
    .filter(({ index }) => !named.some((offset) => Math.abs(offset - index) <= 1)) // a quote may stand between
    .map(({ index }) => ({ ...keyInFile, offset: index }));
}
