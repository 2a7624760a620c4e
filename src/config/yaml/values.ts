import { isAlias, isMap, isNode, isScalar, isSeq } from "yaml";
import type { Alias, Document, Scalar, YAMLMap, YAMLSeq } from "yaml";
import type { Mistake } from "../mistake.js";
import { setEntry } from "./set-entry.js";
import { isTextKey } from "./tree.js";
import type { Spot, YamlTree } from "./tree.js";
import { aliasBomb, duplicateKey, inexactNumber, mergeKey, unknownAlias, unusableKey } from "./value-mistakes.js";

/** Nodes that all aliases of a file together may stand for: enough for one list on every table of a large source. */
const MAX_ALIASED_NODES = 100_000;

interface Anchored {
  readonly value: unknown;
  readonly nodes: number;
}

/** Plain data of a composed document. Duplicate keys, merge keys and alias bombs are mistakes, each at its place. */
export function valuesOf(document: Document.Parsed): {
  readonly tree: YamlTree;
  readonly mistakes: readonly Mistake[];
} {
  const mistakes: Mistake[] = [];
  const spots = new Map<object, Map<string, Spot>>();
  const anchors = new Map<string, Anchored>();
  let nodes = 0;
  let aliased = 0;

  const root = valueOf(document.contents, false);
  return { tree: { root, rootAt: startOf(document.contents), spots }, mistakes };

  function valueOf(node: unknown, asText: boolean): unknown {
    if (isAlias(node)) return aliasValue(node);
    const before = nodes++;
    const value = isMap(node) ? mapValue(node) : isSeq(node) ? listValue(node) : scalarValue(node, asText);
    if (isNode(node) && !isAlias(node) && node.anchor !== undefined)
      anchors.set(node.anchor, { value, nodes: nodes - before });
    return value;
  }

  function aliasValue(node: Alias): unknown {
    const anchored = anchors.get(node.source);
    if (anchored === undefined) {
      mistakes.push(unknownAlias(node.source, startOf(node)));
      return null;
    }
    const wasWithin = aliased <= MAX_ALIASED_NODES;
    aliased += anchored.nodes;
    nodes += anchored.nodes;
    if (wasWithin && aliased > MAX_ALIASED_NODES) mistakes.push(aliasBomb(MAX_ALIASED_NODES, startOf(node)));
    return anchored.value;
  }

  function mapValue(node: YAMLMap): object {
    const value: Record<string, unknown> = {};
    const entries = new Map<string, Spot>();
    spots.set(value, entries);
    for (const pair of node.items) {
      const at = startOf(pair.key);
      const key = keyText(pair.key);
      if (key === undefined) {
        mistakes.push(unusableKey(at));
        continue;
      }
      const first = entries.get(key);
      const entry = valueOf(pair.value, isTextKey(key));
      if (first !== undefined) {
        mistakes.push(duplicateKey(key, at, first.key));
        continue;
      }
      entries.set(key, { key: at, value: isWritten(pair.value) ? startOf(pair.value) : at });
      setEntry(value, key, entry);
    }
    return value;
  }

  function listValue(node: YAMLSeq): object {
    const entries = new Map<string, Spot>();
    const value = node.items.map((item, index) => {
      const at = startOf(item);
      entries.set(String(index), { key: at, value: at });
      return valueOf(item, false);
    });
    spots.set(value, entries);
    return value;
  }

  function keyText(key: unknown): string | undefined {
    if (!isScalar(key) || !isWritten(key)) return undefined;
    if (key.type !== "PLAIN") return String(key.value);
    if (key.source === "<<") mistakes.push(mergeKey(startOf(key)));
    // `10:` and `null:` are names here, as written.
    return key.source ?? String(key.value);
  }

  function scalarValue(node: unknown, asText: boolean): unknown {
    if (!isScalar(node)) return null;
    const { value, source }: Scalar = node;
    if (typeof value !== "number") return value;
    if (asText) return source ?? value;
    if (Number.isInteger(value) && !Number.isSafeInteger(value)) mistakes.push(inexactNumber(startOf(node)));
    return value;
  }
}

const startOf = (node: unknown): number => (isNode(node) ? (node.range?.[0] ?? 0) : 0);

/** Nothing at all stands for null too, at a place where nothing can be pointed at. */
const isWritten = (node: unknown): boolean =>
  isNode(node) && (!isScalar(node) || node.source !== "" || node.type !== "PLAIN");
