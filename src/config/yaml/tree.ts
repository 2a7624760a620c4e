/** Where an entry of a mapping or a list stands, in UTF-16 units from the start of the text. */
export interface Spot {
  /** of the key; of the item in a list */
  readonly key: number;
  /** of the value; of the key where no value is written */
  readonly value: number;
}

/** By key, or by index. */
type Spots = ReadonlyMap<string, Spot>;

/** Plain data, and beside it where each part stands. An alias is the same object as its anchor. */
export interface YamlTree {
  readonly root: unknown;
  readonly rootAt: number;
  /** by the mapping or list that holds the entries */
  readonly spots: ReadonlyMap<object, Spots>;
}

/** From the root; an index is a step of digits. */
export type Path = readonly string[];

/** A key whose value is text even if it looks like a number: one consent id in forty is made of decimal digits alone. */
export const isTextKey = (key: string): boolean => key === "id";

/** The spot at a path; where the path leaves the tree, that of the last step that is there. */
export function spotAt(tree: YamlTree, path: Path): Spot {
  let spot: Spot = { key: tree.rootAt, value: tree.rootAt };
  let value = tree.root;
  for (const step of path) {
    const next = holdsEntries(value) ? tree.spots.get(value)?.get(step) : undefined;
    if (next === undefined) break;
    spot = next;
    value = entryOf(value, step);
  }
  return spot;
}

/** The value at a path, or undefined. */
export const valueAt = (tree: YamlTree, path: Path): unknown => path.reduce(entryOf, tree.root);

/** A mapping or a list. */
const holdsEntries = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null;

const entryOf = (value: unknown, step: string): unknown =>
  holdsEntries(value) && Object.hasOwn(value, step) ? value[step] : undefined;
